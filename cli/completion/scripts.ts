export type Shell = "bash" | "zsh" | "fish";

export const SHELLS: readonly Shell[] = ["bash", "zsh", "fish"];

/**
 * What a shell reads once. It asks `koppel completion words` for each completion, so that it stays true as Koppel and the
 * workspace change; where nothing is known the shell completes files. Names come from files of others: none is ever expanded,
 * and bash puts each into the line as one quoted word.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion for bash. In ~/.bashrc: eval "$(koppel completion bash)"
_koppel() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$(printf '%q' "\${line%%$'\\t'*}")")
  done < <("\${COMP_WORDS[0]}" completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _koppel koppel`,
  zsh: `#compdef koppel
# Completion for zsh. In ~/.zshrc, after compinit: eval "$(koppel completion zsh)"
_koppel() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe koppel found; else _files; fi
}
compdef _koppel koppel`,
  fish: `# Completion for fish: koppel completion fish > ~/.config/fish/completions/koppel.fish
function __koppel_words
  set -l typed (commandline -opc)
  set -l found ($typed[1] completion words -- $typed[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c koppel -f -a '(__koppel_words)'`,
};
