import { parentPort } from "node:worker_threads";
import type { Answer, Order } from "./apart.ts";
import { FileFault } from "./file-fault.ts";
import { joinFiles } from "./join-files.ts";
import { zipFiles } from "./zip-files.ts";

/** The thread behind `makeApart`: makes one file after the other, as it is told. */
parentPort?.on("message", async (order: Order) => {
  const tell = (answer: Answer): void => parentPort?.postMessage(answer);
  tell({ kind: "starts" });
  try {
    const begins = (file: string): void => tell({ kind: "begins", file });
    const made =
      order.as === "pdf" ? await joinFiles(order.files, { pages: order.pages, begins }) : zipFiles(order.files);
    tell({ kind: "made", bytes: made });
  } catch (fault) {
    tell(
      fault instanceof FileFault
        ? { kind: "fault", message: fault.message }
        : { kind: "broken", problem: fault instanceof Error ? fault.message : String(fault) },
    );
  }
});
