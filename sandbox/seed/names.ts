/** Words from which companies, people and addresses are put together. */
export const finnishFirstNames =
  "Aino Eino Helmi Väinö Sofia Onni Kaisa Juhani Päivi Matti Sanna Antti Tiina Jukka Leena Mikko Anna-Liisa Heikki Riikka Olli Kirsi Pekka Hanna Timo Satu Ville Laura Janne Elina Jari".split(
    " ",
  );
export const finnishLastNames =
  "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Saarinen Niemi Salonen Lindström Öhman Kärkkäinen Tuominen Rantanen Ahonen".split(
    " ",
  );
export const swedishFirstNames =
  "Astrid Åsa Erik Göran Karin Lars Märta Nils Ulla Håkan Ingrid Sven Linnea Björn Maja Örjan".split(" ");
export const swedishLastNames =
  "Andersson Åkerlund Bergström Dahlgren Ekström Forsberg Högberg Lindqvist Nyström Öberg Sandström Wallin".split(" ");

export const finnishCompanyStems =
  "Pohjola Rannikon Järvi-Suomen Kallion Tähti Saariston Revontuli Harju Metsä-Lappi Vuoksen Oulujoki Lauttasaaren Hämeen Karhu Kuusamon Lounais Itärajan Ilmatar Sampo Otso Tunturi Niittykangas Sininen Sylvania Kaakon".split(
    " ",
  );
export const finnishCompanyTrades =
  "Rakennus Konsultointi Logistiikka Ohjelmistot Sähkö Arkkitehdit Kiinteistöt Viestintä Koneet Kuljetus Data Puhtaus Palvelut Media Energia Suunnittelu Varasto Kauppa".split(
    " ",
  );
export const finnishForms = ["Oy", "Oy", "Oy", "Oyj", "Ky", "Oy Ab"];
export const swedishCompanyStems =
  "Mälardalens Göta Västkustens Norrlands Skärgårdens Uppsala Bohus Öresunds Dalarnas Vättern".split(" ");
export const swedishCompanyTrades = "Bygg Konsult Transport Mjukvara Fastigheter Reklam Teknik Energi".split(" ");

export const finnishStreets =
  "Mannerheimintie Hämeenkatu Kauppakatu Aleksanterinkatu Rantatie Puistokatu Yliopistonkatu Satamakatu Koulukatu Asemakatu Linnankatu Tehtaankatu".split(
    " ",
  );
export const swedishStreets =
  "Storgatan Kungsgatan Drottninggatan Sveavägen Hamngatan Järnvägsgatan Östergatan Skolgatan".split(" ");

export const finnishPlaces: readonly (readonly [string, string])[] = [
  ["00100", "HELSINKI"],
  ["00500", "HELSINKI"],
  ["02100", "ESPOO"],
  ["01300", "VANTAA"],
  ["33100", "TAMPERE"],
  ["20100", "TURKU"],
  ["90100", "OULU"],
  ["40100", "JYVÄSKYLÄ"],
  ["70100", "KUOPIO"],
  ["53100", "LAPPEENRANTA"],
  ["15110", "LAHTI"],
  ["65100", "VAASA"],
  ["28100", "PORI"],
  ["80100", "JOENSUU"],
  ["96100", "ROVANIEMI"],
];
export const swedishPlaces: readonly (readonly [string, string])[] = [
  ["111 20", "Stockholm"],
  ["411 05", "Göteborg"],
  ["211 22", "Malmö"],
  ["753 20", "Uppsala"],
  ["703 61", "Örebro"],
  ["852 31", "Sundsvall"],
  ["903 26", "Umeå"],
];

/** Operators of electronic invoices and their codes. */
export const eInvoiceOperators = ["003721291126", "003723327487", "003708599126", "NDEAFIHH", "OKOYFIHH", "HELSFIHH"];

export const projectNames = [
  "Verkkokaupan uudistus",
  "ERP-käyttöönotto",
  "Pääkonttorin peruskorjaus",
  "Ylläpito ja tuki",
  "Tietovarasto",
  "Asiakasportaali",
  "Linjasuunnittelu",
  "Brändiuudistus",
  "Energiakatselmus",
  "Laatujärjestelmä",
  "Pilvisiirtymä",
  "Työmaavalvonta",
  "Koulutusohjelma",
  "Tuotannonohjaus",
  "Verksamhetssystem",
  "Webbplats och underhåll",
];
