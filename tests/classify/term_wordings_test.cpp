// Terms, options, starts and ends as different authors word them: contracts, tender documents,
// decisions, notices, letters in plain language. Half of the first two groups hold a distractor;
// the last group holds nothing else.
#include <gtest/gtest.h>

#include "tests/classify/term_case.h"

namespace inkoopmonitor::classify {
namespace {

const std::vector<TermCase> base_terms = {
    {"De afspraken in deze overeenkomst gelden vanaf 1 april 2020 en zijn niet aan een einddatum "
     "gebonden.",
     "onbepaald - 2020-04-01 -"},
    {"De overeenkomst gaat in op 1 januari 2020 en eindigt van rechtswege op 31 december 2022. De "
     "gemeente is gerechtigd de einddatum ten hoogste tweemaal te verleggen, iedere keer met een "
     "vol kalenderjaar.",
     "36 2x12 2020-01-01 2022-12-31"},
    {"De overeenkomst duurt drie jaar. De gemeente heeft het recht om de einddatum twee keer op te "
     "schuiven, beide keren met een jaar.",
     "36 2x12 - -"},
    {"De subsidie wordt verleend voor drie boekjaren. Het college kan de subsidie eenmalig voor "
     "het boekjaar 2025 voortzetten.",
     "36 1x12 - -"},
    {"De overeenkomst voor dit onderdeel duurt twee jaar. Daarna kunnen wij telkens een jaar "
     "bijtekenen, met een maximum van twee keer.",
     "24 2x12 - -"},
    {"Beoogde startdatum levering: 01-01-2022", "- - 2022-01-01 -"},
    {"Contractstart: 1 januari 2022", "- - 2022-01-01 -"},
    {"Vanaf 1 januari 2022 wordt de hulp geleverd door nieuwe aanbieders.", "- - 2022-01-01 -"},
    {"De gemeente koopt per 1 januari 2022 huishoudelijke hulp in.", "- - 2022-01-01 -"},
    {"Met ingang van 1 juli 2021 wordt voor twee jaar een overeenkomst gesloten.",
     "24 - 2021-07-01 2023-06-30"},
    {"De overbruggingsovereenkomst duurt anderhalf jaar en gaat in op 1 juli 2020.",
     "18 - 2020-07-01 2021-12-31"},
    {"De raamovereenkomst wordt voor een periode van maximaal 4 jaar aangegaan.", "48 - - -"},
    {"De overeenkomst kent een initiële looptijd van drie jaar vanaf het moment van ondertekening "
     "door beide partijen.",
     "36 - - -"},
    {"De looptijd van de overeenkomst is in beginsel drie jaar.", "36 - - -"},
    {"Contractduur bepalen: een lange contractduur geeft rust. Wij kiezen voor een contractduur "
     "van vijf jaar.",
     "60 - - -"},
    {"De contracten voor de dienstverlening hulp bij het huishouden lopen per 31 december 2020 af. "
     "Zij zijn op 1 januari 2017 ingegaan.",
     "48 - 2017-01-01 2020-12-31"},
    {"Artikel 3. Duur van de overeenkomst\n3.1 De overeenkomst wordt aangegaan voor een periode "
     "van drie jaar, ingaande op 1 januari 2022 en derhalve eindigend op 31 december 2024.\n3.2 "
     "Uiterlijk 1 januari 2024 treden partijen in overleg over voortzetting.",
     "36 - 2022-01-01 2024-12-31"},
    {"De basisovereenkomst wordt aangegaan voor onbepaalde tijd en treedt in werking per 1 januari "
     "2019. Partijen kunnen de overeenkomst opzeggen met inachtneming van een opzegtermijn van zes "
     "maanden.",
     "onbepaald - 2019-01-01 -"},
    {"De Uitvoeringsovereenkomst treedt in werking op 1 januari 2019 en eindigt op het moment dat "
     "de Basisovereenkomst eindigt.",
     "- - 2019-01-01 -"},
    {"De overeenkomst duurt vier jaar. Nieuwe aanbieders kunnen per 1 januari 2022 toetreden.",
     "48 - - -"},
    {"De overeenkomst duurt vier jaar. Andere partijen kunnen maximaal viermaal per jaar, per 1 "
     "januari, 1 april, 1 juli dan wel 1 oktober, toetreden.",
     "48 - - -"},
    {"De contractperiode loopt van 1 april 2021 tot 1 april 2024.", "36 - 2021-04-01 2024-03-31"},
    {"Eerst kan de overeenkomst met twee jaar worden verlengd en vervolgens nog met een jaar. "
     "Verdere voortzetting is uitgesloten.",
     "- 1x24+1x12 - -"},
    {"Voor de optiejaren 2025 en 2026 beslist het college steeds afzonderlijk. De overeenkomst kan "
     "tweemaal met een jaar worden verlengd. Andere optiejaren zijn er niet.",
     "- 2x12 - -"},
    {"Zestig maanden na de startdatum houdt de overeenkomst op te bestaan.", "60 - - -"},
    {"Op 31 december 2025 komt de raamovereenkomst van rechtswege tot een einde; zij begon op 1 "
     "juli 2023.",
     "30 - 2023-07-01 2025-12-31"},
    {"Van 1 april 2022 tot 1 april 2025 levert Opdrachtnemer de in bijlage 2 beschreven "
     "dagbesteding.",
     "36 - 2022-04-01 2025-03-31"},
    {"De ingangsdatum van de overeenkomst is 1 januari 2021. De einddatum is 31 december 2024. "
     "Voor het einde van de looptijd evalueren partijen de samenwerking.",
     "48 - 2021-01-01 2024-12-31"},
    {"De toelatingsovereenkomst wordt met ingang van 1 januari 2020 aangegaan voor onbepaalde "
     "tijd. Beide partijen kunnen opzeggen met een opzegtermijn van zes maanden.",
     "onbepaald - 2020-01-01 -"},
    {"De Overeenkomst wordt aangegaan voor een periode van 48 kalendermaanden. Het "
     "betalingstermijn is 30 dagen.",
     "48 - - -"},
    {"Het contract met de hoofdaannemers duurt acht jaar.", "96 - - -"},
    {"Op 1 januari 2022 begint het contract en het loopt zes jaar door.",
     "72 - 2022-01-01 2027-12-31"},
    {"De overeenkomst geldt voor een periode van twee jaar, ingaande op de datum van "
     "ondertekening.",
     "24 - - -"},
    {"De overeenkomst gaat op 1 juli 2020 in en loopt derhalve tot en met 31 december 2021.",
     "18 - 2020-07-01 2021-12-31"},
    {"De overeenkomst heeft een looptijd van vier jaren. De proeftijd voor nieuwe medewerkers is "
     "twee maanden.",
     "48 - - -"},
    {"De overeenkomst duurt drie jaar. De Inspectie heeft in de afgelopen twee jaar geen "
     "maatregelen getroffen.",
     "36 - - -"},
    {"De lopende overeenkomst eindigt op 31 december 2020. De nieuwe overeenkomst gaat in op 1 "
     "januari 2021 en duurt twee jaar.",
     "24 - 2021-01-01 2022-12-31"},
    {"De ingangsdatum wordt gewijzigd van 1 oktober 2020 in 1 januari 2021. De looptijd blijft "
     "vier jaar.",
     "48 - 2021-01-01 2024-12-31"},
    {"Wij verlengen de looptijd van 12 naar 24 maanden. De overeenkomst duurt dus 24 maanden.",
     "24 - - -"},
    {"Contractduur is 3 jaar, ingaand vanaf het moment van ondertekening.", "36 - - -"},
    {"Ingangsdatum: 1-9-2021", "- - 2021-09-01 -"},
    {"Looptijd van 1-3-2020 tot 1-3-2025.", "60 - 2020-03-01 2025-02-28"},
    {"De raamovereenkomst heeft een looptijd van vier jaar. Nadere overeenkomsten kunnen een "
     "looptijd van twee jaar hebben.",
     "48 - - -"},
    {"Gelet op het voorgaande zijn partijen overeengekomen dat deze overeenkomst aanvangt op 1 "
     "januari 2018 en van rechtswege, zonder dat daartoe enige opzegging vereist is, eindigt op "
     "31 december 2020.",
     "36 - 2018-01-01 2020-12-31"},
    {"Looptijd overeenkomst: 3 jaar", "36 - - -"},
    {"II.2.7) Looptijd van de opdracht, de raamovereenkomst of het dynamische "
     "aankoopsysteem\n\nAanvang: 01/01/2023\n\nEinde: 31/12/2024\n\nDeze opdracht kan worden "
     "verlengd: ja",
     "24 - 2023-01-01 2024-12-31"},
    {"Looptijd in maanden: 48 Deze opdracht kan worden verlengd: ja Beschrijving van "
     "verlengingen: zie bestek",
     "48 - - -"},
    {"Beoogde ingangsdatum overeenkomst: 1 januari 2021. Termijn voor vragen: 14 dagen.",
     "- - 2021-01-01 -"},
    {"Het contract wordt voor het jaar 2021 gesloten. Het loopt van 1 januari tot en met 31 "
     "december 2021.",
     "12 - 2021-01-01 2021-12-31"},
    {"De overeenkomst geldt voor de schooljaren 2020/2021 en 2021/2022 en loopt van 1 augustus "
     "2020 tot en met 31 juli 2022.",
     "24 - 2020-08-01 2022-07-31"},
    {"De gemeente sluit de contracten per 1 januari 2020 voor een termijn van drie jaar. "
     "Aanbieders die later instappen sluiten aan bij de resterende looptijd.",
     "36 - 2020-01-01 2022-12-31"},
    {"Per 1 januari 2022 gaan de nieuwe contracten in.", "- - 2022-01-01 -"},
    {"De nieuwe contracten zullen op 1 januari 2022 ingaan.", "- - 2022-01-01 -"},
    {"Vanaf 1 januari 2022 gelden de nieuwe contracten.", "- - 2022-01-01 -"},
    {"We starten op 1 januari 2022 met de nieuwe aanbieders.", "- - 2022-01-01 -"},
    {"De dienstverlening vangt uiterlijk 1 juli 2022 aan.", "- - 2022-07-01 -"},
    {"Beoogde start van de uitvoering is 1 maart 2022.", "- - 2022-03-01 -"},
    {"Het eerste perceel kent een looptijd van 2 jaar en start op 1 maart 2022.",
     "24 - 2022-03-01 2024-02-29"},
    {"De overeenkomst heeft een looptijd van vier jaar. Gedurende de eerste twee jaar worden de "
     "tarieven niet aangepast.",
     "48 - - -"},
    {"De overeenkomst heeft een looptijd van vier jaar. Het addendum loopt twee jaar.", "48 - - -"},
    {"De overeenkomst duurt 4 jaar (48 maanden), exclusief eventuele verlengingen.", "48 - - -"},
    {"Duur van de raamovereenkomst: vierentwintig maanden na ondertekening.", "24 - - -"},
    {"De overeenkomst duurt drie jaar en eindigt van rechtswege, zonder dat opzegging nodig is.",
     "36 - - -"},
    {"In afwijking van het bestek wordt de overeenkomst aangegaan voor de duur van één (1) jaar. "
     "Ingangsdatum: 01-01-2021.",
     "12 - 2021-01-01 2021-12-31"},
    {"De overeenkomst gaat in op 15 maart 2021 en duurt twee jaar.", "24 - 2021-03-15 2023-03-14"},
    {"De overeenkomst gaat in op 1 maart 2021 en eindigt op 31 december 2022.",
     "22 - 2021-03-01 2022-12-31"},
    {"Wij vragen u vanaf 1 januari 2021 huishoudelijke hulp te leveren in onze gemeente.",
     "- - 2021-01-01 -"},
    {"De inschrijver moet zijn inschrijving gedurende 120 dagen gestand doen. De overeenkomst "
     "duurt vier jaar.",
     "48 - - -"},
    {"De looptijd van de overeenkomst is dertig maanden, van 1 juli 2020 tot en met 31 december "
     "2022.",
     "30 - 2020-07-01 2022-12-31"},
    {"Voor vastgoed- en woonvoorzieningen geldt een contract van tien jaar. Het contract duurt "
     "tien jaar.",
     "120 - - -"},
    {"De overeenkomst eindigt na drie jaar van rechtswege. De looptijd is dus drie jaar.",
     "36 - - -"},
    {"Looptijd: 4jaar", "48 - - -"},
    {"De gemeente wil een langdurige relatie; daarom duurt de overeenkomst vijf jaar.", "60 - - -"},
    {"Wij gaan voor drie jaar met u in zee. De overeenkomst duurt drie jaar.", "36 - - -"},
    {"U tekent voor drie jaar een contract.", "36 - - -"},
    {"De overeenkomst duurt vier jaar. In een evaluatie na twee jaar bespreken we of verlenging "
     "zinvol is.",
     "48 - - -"},
    {"De subsidie wordt verleend voor twee jaar.", "24 - - -"},
    {"De subsidie wordt verleend voor de periode 1 januari 2021 t/m 31 december 2021.",
     "12 - 2021-01-01 2021-12-31"},
    {"Wilt u de looptijd naar vijf jaar brengen? Nee, de looptijd blijft drie jaar.", "36 - - -"},
    {"Regionaal hadden wij een contract van vier jaar in 2016. Nu duurt de overeenkomst drie "
     "jaar.",
     "36 - - -"},
    {"Voorgesteld besluit: instemmen met het aangaan van een raamovereenkomst voor vier jaar (1 "
     "april 2021 - 31 maart 2025).",
     "48 - 2021-04-01 2025-03-31"},
    {"De subsidieperiode bedraagt vier jaar.", "48 - - -"},
    {"De wijziging treedt in werking op de dag na bekendmaking. De overeenkomst loopt van 1 "
     "oktober 2020 t/m 30 september 2023.",
     "36 - 2020-10-01 2023-09-30"},
    {"De raamovereenkomst is ingegaan op 1 januari 2020 en heeft een duur van vijf (5) jaar.",
     "60 - 2020-01-01 2024-12-31"},
    {"Contracttermijn: 24 maanden", "24 - - -"},
    {"Implementatie: oktober t/m december 2021. Start overeenkomst: 1 januari 2022.",
     "- - 2022-01-01 -"},
    {"Planning: publicatie 1 mei 2020; sluiting 15 juni 2020; gunning 1 september 2020; "
     "ingangsdatum overeenkomst 1 januari 2021.",
     "- - 2021-01-01 -"},
    {"Antwoord: De looptijd is inderdaad vier jaar. De startdatum is 1 januari 2023.",
     "48 - 2023-01-01 2026-12-31"},
    {"Vraag 12: U geeft aan dat de looptijd twee jaar is. Klopt dat?\n\nAntwoord: Nee, de "
     "overeenkomst heeft een looptijd van vier jaar.",
     "48 - - -"},
    {"De looptijd wordt gewijzigd van twee jaar naar vier jaar. De overeenkomst duurt vier jaar.",
     "48 - - -"},
    {"In artikel 3 wordt \"twee jaar\" vervangen door \"vier jaar\". De overeenkomst duurt vier "
     "jaar.",
     "48 - - -"},
    {"De duur van de overeenkomst is twee jaar. Op verzoek van de raad is gekozen voor een "
     "kortere looptijd dan de gebruikelijke vier jaar.",
     "24 - - -"},
    {"De overeenkomst duurt drie jaar. Het nieuwe kwaliteitskader geldt voor een periode van "
     "vijf jaar.",
     "36 - - -"},
    {"De contractduur is 36 maanden. De omzet in de laatste 24 maanden bedraagt minimaal een "
     "ton.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Per cliënt is een traject van maximaal 12 maanden mogelijk.",
     "36 - - -"},
    {"De contractduur is 36 maanden. De zorgaanbieder levert nazorg tot zes maanden na afloop.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Tarieven worden elk jaar op 1 januari aangepast.", "36 - - -"},
    {"De contractduur is 36 maanden. Na 18 maanden volgt een tussenevaluatie.", "36 - - -"},
    {"De contractduur is 36 maanden. Jeugdigen van 12 tot 18 jaar kunnen hulp krijgen.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Inschrijvers mogen in de afgelopen drie jaar geen valse "
     "verklaringen hebben afgelegd.",
     "36 - - -"},
    {"De contractduur is 36 maanden. De jeugdige kan tot 23 jaar pleegzorg krijgen. Verlengde "
     "pleegzorg is mogelijk.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Eventuele verlenging van de betalingstermijn wordt vooraf "
     "gemeld.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Wie de gestelde termijn met een maand wil verlengen, vraagt "
     "dat aan.",
     "36 - - -"},
    {"De contractduur is 36 maanden. De verzekering wordt jaarlijks stilzwijgend verlengd.",
     "36 - - -"},
    {"De contractduur is 36 maanden. Wij mogen verlengen. Hoe vaak en hoe lang staat in het "
     "contract.",
     "36 - - -"},
    {"Wij hebben een contract voor 2020 en 2021. Looptijd: kalenderjaren 2020 en 2021.",
     "24 - 2020-01-01 2021-12-31"},
    {"Startdatum is 1 januari '21 en de overeenkomst duurt vier jaar.",
     "48 - 2021-01-01 2024-12-31"},
    {"De overeenkomst vangt aan op 1 jan. 2021 voor de duur van 4 jr.",
     "48 - 2021-01-01 2024-12-31"},
    {"Ingangsdatum O1-01-2021, looptijd vier jaar.", "48 - 2021-01-01 2024-12-31"},
    {"De overeenkomst duurt minstens drie jaar, met mogelijke verlengingen tot in totaal zeven "
     "jaar.",
     "36 - - -"},
    {"De nieuwe ingangsdatum van de overeenkomst wordt gepland op 1 juli 2023.",
     "- - 2023-07-01 -"},
    {"De gemeente sluit overeenkomsten voor de periode van 2024 tot 2032.",
     "96 - 2024-01-01 2031-12-31"},
    {"Vanaf 1 januari 2021 geldt de overeenkomst voor onbepaalde duur, met een opzegtermijn van "
     "negen maanden.",
     "onbepaald - 2021-01-01 -"},
    {"De overeenkomst wordt aangegaan voor onbepaalde tijd. Een indicatie geldt voor bepaalde "
     "tijd, meestal twee jaar.",
     "onbepaald - - -"},
    {"De overeenkomst duurt vier jaar. Cliënten met een indicatie voor onbepaalde tijd worden "
     "herbeoordeeld.",
     "48 - - -"},
    {"De einddatum van het contract is 31 december 2023; het contract startte op 1 januari 2020.",
     "48 - 2020-01-01 2023-12-31"},
    {"De overeenkomst wordt gesloten voor een periode van drie jaar na definitieve gunning.",
     "36 - - -"},
    {"Looptijd (jaren): 3", "36 - - -"},
};

TEST(TermWordings, OfBaseTermStartAndEnd) {
  expect_terms(base_terms);
}

const std::vector<TermCase> options = {
    {"De overeenkomst duurt drie jaar. Blijft kennisgeving uit, dan eindigt de Overeenkomst van "
     "rechtswege; stilzwijgende verlenging is uitgesloten.",
     "36 - - -"},
    {"Looptijd en verlenging: drie jaar, met eenmaal een jaar verlenging.", "36 1x12 - -"},
    {"Voor de overeenkomst geldt: looptijd 3 jaar; verlengingsoptie 1 jaar.", "36 1x12 - -"},
    {"De overeenkomst loopt van 1 januari 2021 tot en met 31 december 2022. Optie 1: verlenging "
     "tot en met 31 december 2023. Optie 2: verlenging tot en met 31 december 2024.",
     "24 2x12 2021-01-01 2022-12-31"},
    {"De raamovereenkomst heeft een looptijd van 1 januari 2023 tot en met 31 december 2026, met "
     "een eenmalige optie tot verlenging tot en met 31 december 2028.",
     "48 1x24 2023-01-01 2026-12-31"},
    {"De Overeenkomst heeft een looptijd van één jaar en kan vier (4) keer telkens met één jaar "
     "stilzwijgend noch automatisch, maar uitsluitend schriftelijk worden verlengd.",
     "12 4x12 - -"},
    {"Deze Overeenkomst wordt aangegaan voor een periode van twee (2) jaar en vangt aan op 1 "
     "januari 2020. Opdrachtgever heeft de mogelijkheid deze Overeenkomst twee (2) keer met één "
     "(1) jaar te verlengen, derhalve uiterlijk tot en met 31 december 2023.",
     "24 2x12 2020-01-01 2021-12-31"},
    {"Artikel 2 Duur en beëindiging\n\n2.1 Deze Overeenkomst treedt in werking op 1 januari 2021 "
     "en heeft een initiële looptijd van 4 (vier) jaar.\n2.2 Opdrachtgever heeft tweemaal het "
     "recht om de Overeenkomst eenzijdig te verlengen met een periode van 12 (twaalf) "
     "maanden.\n2.3 Indien Opdrachtgever gebruik wenst te maken van de optie tot verlenging, "
     "stelt hij Opdrachtnemer hiervan uiterlijk zes (6) maanden voor het einde van de looptijd "
     "schriftelijk in kennis.",
     "48 2x12 2021-01-01 2024-12-31"},
    {"De raamovereenkomst wordt gesloten voor drie jaar met de mogelijkheid om deze tweemaal met "
     "één jaar te verlengen.",
     "36 2x12 - -"},
    {"U krijgt een contract voor twee jaar. Gaat het goed? Dan kunnen we er nog één keer een "
     "jaar aan vastplakken.",
     "24 1x12 - -"},
    {"De overeenkomst heeft een looptijd van vier jaar (1 juli 2022 tot en met 30 juni 2026) en "
     "kan maximaal vier keer met één jaar worden verlengd.",
     "48 4x12 2022-07-01 2026-06-30"},
    {"De overeenkomsten zijn ingegaan op 1 januari 2019 en eindigen van rechtswege op 31 "
     "december 2020, behoudens verlenging. De gemeente kan de overeenkomsten twee keer met twee "
     "jaar verlengen.",
     "24 2x24 2019-01-01 2020-12-31"},
    {"De overeenkomst gaat in per 1 januari 2020 voor de duur van één jaar en wordt daarna "
     "steeds stilzwijgend verlengd met één jaar, tenzij een van de partijen uiterlijk drie "
     "maanden voor het einde opzegt.",
     "12 stilzwijgend 2020-01-01 2020-12-31"},
    {"Looptijd: twee jaar (met een optie tot verlenging van nog eens twee jaar)", "24 1x24 - -"},
    {"De opdracht start 1 januari 2023 en heeft een looptijd van vijf jaar, met een optie om "
     "eenmalig voor drie jaar te verlengen.",
     "60 1x36 2023-01-01 2027-12-31"},
    {"De duur van de overeenkomst is 3 jaar met een verlengingsoptie van 3 maal 1 jaar.",
     "36 3x12 - -"},
    {"2 jaar looptijd, met 2 optiejaren. Looptijd van het contract: 2 jaar.", "24 2x12 - -"},
    {"De basislooptijd is vier jaar. Daarna is een eenmalige verlenging van vier jaar mogelijk.",
     "48 1x48 - -"},
    {"Het contract geldt voor de kalenderjaren 2020, 2021 en 2022. Verlengingsopties zijn er "
     "niet.",
     "36 0x0 2020-01-01 2022-12-31"},
    {"De raamovereenkomst start op 1 januari 2021. Er zijn twee verlengingsmogelijkheden van elk "
     "een jaar.",
     "- 2x12 2021-01-01 -"},
    {"De overeenkomst wordt aangegaan voor 1 jaar, met een optie op verlenging van 3 x 1 jaar.",
     "12 3x12 - -"},
    {"Initiële contractduur: 48 maanden. Optionele verlenging: 2 x 12 maanden. Maximale "
     "contractduur: 72 maanden.",
     "48 2x12 - -"},
    {"De overeenkomst duurt twee jaar en kan eenmaal met een jaar en vervolgens eenmaal met zes "
     "maanden worden verlengd.",
     "24 1x12+1x6 - -"},
    {"De gemeenten hebben de optie om de overeenkomst met een jaar te verlengen.", "- 1x12 - -"},
    {"De opdracht heeft een looptijd van vijf jaar, met een optie om eenmalig voor drie jaar te "
     "verlengen.",
     "60 1x36 - -"},
    {"Het college besluit de raamovereenkomst met ingang van 1 januari 2021 te gunnen voor de "
     "periode van vier jaar, met een eenmalige verlengingsmogelijkheid van twee jaar.",
     "48 1x24 2021-01-01 2024-12-31"},
    {"De overeenkomst is aangegaan voor bepaalde tijd, te weten van 1 januari 2017 tot en met 31 "
     "december 2018, en kan door de gemeente twee maal worden verlengd met telkens één jaar.",
     "24 2x12 2017-01-01 2018-12-31"},
    {"Duur: 36 Maand\n\nBegindatum: 01/01/2021\n\nEinddatum van de duur: "
     "31/12/2023\n\nMaximumaantal verlengingen: 1\n\nOverige informatie over verlengingen: De "
     "overeenkomst kan met 12 maanden worden verlengd.",
     "36 1x12 2021-01-01 2023-12-31"},
    {"Geraamde looptijd: 4 Jaar. Verlenging: 2 maal 24 maanden.", "48 2x24 - -"},
    {"Aanvang: 01/01/2023\n\nEinde: 31/12/2024\n\nDeze opdracht kan worden verlengd: "
     "ja\n\nBeschrijving van verlengingen:\n\nDe overeenkomst kan tweemaal met 12 maanden worden "
     "verlengd.",
     "24 2x12 2023-01-01 2024-12-31"},
    {"Vraag: Hoe lang duurt het contract? Antwoord: Vier jaar. Daarna mogen wij het twee keer "
     "met twee jaar verlengen. De overeenkomst duurt vier jaar.",
     "48 2x24 - -"},
    {"De overeenkomst heeft een looptijd van twee jaar, met de mogelijkheid van verlenging met "
     "tweemaal een half jaar.",
     "24 2x6 - -"},
    {"Drie jaar vast en één jaar optioneel: zo lang kan de overeenkomst duren. De overeenkomst "
     "duurt drie jaar, met een optiejaar.",
     "36 1x12 - -"},
    {"De raamovereenkomst kent een vaste looptijd van 4 jaar en optioneel 4 x 1 jaar.",
     "48 4x12 - -"},
    {"Artikel 4. Looptijd\n\n1. De overeenkomst wordt aangegaan voor een periode van vier "
     "jaar.\n\n2. Opdrachtgever kan de overeenkomst na afloop van de in lid 1 genoemde periode "
     "maximaal tweemaal verlengen, telkens met een periode van ten hoogste twee jaar.\n\n3. Een "
     "besluit tot verlenging wordt uiterlijk zes maanden voor afloop kenbaar gemaakt.",
     "48 2x24 - -"},
    {"De overeenkomst heeft een looptijd van drie jaar en kan niet worden verlengd.", "36 0x0 - -"},
    {"De raamovereenkomst loopt t/m 31-12-2021 en is ingegaan per 01-01-2020. Optie tot "
     "verlengen: 2x 12 maanden.",
     "24 2x12 2020-01-01 2021-12-31"},
    {"Contractduur 24 mnd + optie 6 mnd.", "24 1x6 - -"},
    {"De overeenkomst duurt vier jaar. Als alles goed gaat, kunnen wij haar met nog eens vier "
     "jaar verlengen.",
     "48 1x48 - -"},
    {"De overeenkomst duurt vier jaar. De optie tot verlenging kan twee keer worden uitgeoefend, "
     "elke keer voor een jaar.",
     "48 2x12 - -"},
    {"Deze overeenkornst gaat in op 1 januari 2019 en heeft een looptijd van twee jaar, met een "
     "optie van één jaar.",
     "24 1x12 2019-01-01 2020-12-31"},
    {"Het college van burgemeester en wethouders heeft besloten de opdracht te gunnen aan zes "
     "aanbieders. De overeenkomsten gaan in op 1 januari 2021 en hebben een looptijd van drie "
     "jaar. Daarnaast zijn er twee opties tot verlenging van elk één jaar.",
     "36 2x12 2021-01-01 2023-12-31"},
    {"In 2017 is de hulp ingekocht. De contracten hebben een looptijd van 2 jaar (1 januari 2018 "
     "tot en met 31 december 2019) met een optie tot verlenging van 1 jaar.",
     "24 1x12 2018-01-01 2019-12-31"},
    {"De subsidie wordt verleend voor de periode van 1 januari 2022 tot en met 31 december 2025, "
     "met de mogelijkheid van één verlenging van vier jaar.",
     "48 1x48 2022-01-01 2025-12-31"},
    {"Artikel 5 Duur. De Raamovereenkomst wordt aangegaan voor een bepaalde duur van drie (3) "
     "jaren, behoudens tussentijdse beëindiging, met de mogelijkheid voor Opdrachtgever om de "
     "Raamovereenkomst onder gelijkblijvende voorwaarden éénmaal met twee (2) jaren te "
     "verlengen.",
     "36 1x24 - -"},
    {"De initiële looptijd is 2 jaar, gevolgd door maximaal vier verlengingen van telkens 1 "
     "jaar.",
     "24 4x12 - -"},
    {"De overeenkomst heeft een looptijd van 4 jaar. Verlenging is niet aan de orde.",
     "48 0x0 - -"},
    {"De overeenkomst heeft een looptijd van 4 jaar en kent geen verlengingsopties.", "48 0x0 - -"},
    {"De overeenkomst heeft een looptijd van 24 maanden. De Gemeente heeft het recht (niet de "
     "plicht) de overeenkomst twee maal te verlengen met een periode van 12 maanden.",
     "24 2x12 - -"},
    {"De overeenkomst heeft een looptijd van 24 maanden. Partijen kunnen overeenkomen de "
     "overeenkomst met maximaal twee periodes van 12 maanden te verlengen.",
     "24 2x12 - -"},
    {"Contractduur: 36 maanden. Verlengingen: 2 van 12 maanden.", "36 2x12 - -"},
    {"De contractduur is 36 maanden. Verlenging: ja, 2 maal 1 jaar.", "36 2x12 - -"},
    {"De contractduur is 36 maanden. Optiejaren: 2.", "36 2x12 - -"},
    {"De contractduur is 36 maanden. Wij mogen twee keer verlengen. Een verlenging duurt een "
     "jaar.",
     "36 2x12 - -"},
    {"Duur: van 1 januari 2021 t/m 31 december 2024; optie op 2 maal 1 jaar verlenging.",
     "48 2x12 2021-01-01 2024-12-31"},
    {"4.1 De looptijd van de deelovereenkomst is 1 juli 2019 tot 1 juli 2021.\n4.2 Het College "
     "kan de deelovereenkomst driemaal verlengen voor de duur van een jaar.",
     "24 3x12 2019-07-01 2021-06-30"},
    {"1.3 Looptijd\n1.3.1 De overeenkomst start op 1 januari 2022 en loopt tot en met 31 "
     "december 2024.\n1.3.2 De gemeente mag de overeenkomst na afloop geheel of deels verlengen "
     "met 12 kalendermaanden.\n1.3.3 Dit mag maximaal 2 keer.\n1.3.4 De gemeente laat uiterlijk "
     "6 kalendermaanden voor het einde weten of zij verlengt.",
     "36 2x12 2022-01-01 2024-12-31"},
    {"II.2.7 Aanvang: 2023-01-01\nEinde: 2027-12-31\nDeze opdracht kan worden verlengd: "
     "ja\nBeschrijving van verlengingen: één maal met een periode van vijf jaar.\nII.2.11 "
     "Opties: ja\nBeschrijving van opties: De startdatum van de overeenkomst is 1 januari 2023. "
     "De looptijd is vijf jaar, met de mogelijkheid om de overeenkomst één maal met een periode "
     "van vijf jaar te verlengen. De verlenging heeft een looptijd van 1 januari 2028 tot 1 "
     "januari 2033.",
     "60 1x60 2023-01-01 2027-12-31"},
    {"De raamovereenkomst heeft een looptijd van 4 jaren, gevolgd door 2 optionele verlengingen "
     "van 2 jaren.",
     "48 2x24 - -"},
    {"De raamovereenkomst heeft een looptijd van 4 jaren, daarna 2 x optioneel 24 maanden.",
     "48 2x24 - -"},
    {"De overeenkomst duurt vier jaar. Na vier jaar kan de gemeente met twee jaar verlengen en "
     "na zes jaar nog eens met twee jaar.",
     "48 2x24 - -"},
    {"Duur van de overeenkomst: twee jaar, met twee optionele jaren.", "24 2x12 - -"},
    {"Voor de duur van 2 jaar, met een optie voor verlenging van 2 keer 12 maanden, wordt een "
     "overeenkomst gesloten.",
     "24 2x12 - -"},
    {"In het contract staat dat de samenwerking vijf jaar duurt en dat er drie keer een jaar bij "
     "kan.",
     "60 3x12 - -"},
    {"Op 1 februari 2020 zijn de contracten ingegaan. Ze lopen twee jaar. De gemeente mag ze "
     "eenmaal met een jaar verlengen.",
     "24 1x12 2020-02-01 2022-01-31"},
    {"Looptijd: drie jaar, geen verlenging", "36 0x0 - -"},
};

TEST(TermWordings, OfOptions) {
  expect_terms(options);
}

const std::vector<TermCase> tables = {
    {"| Startdatum | 01-04-2023 |\n| Looptijd | 36 maanden |\n| Aantal verlengingen | 2 |\n| "
     "Looptijd verlenging | 24 maanden |",
     "36 2x24 2023-04-01 2026-03-31"},
    {"| Startdatum contract | 01-01-2017 |\n| Einddatum contract | 31-12-2018 |\n| "
     "Verlengingsopties | 2 x 1 jaar |",
     "24 2x12 2017-01-01 2018-12-31"},
    {"| a. Looptijd | twee jaar |\n| b. Verlenging | één keer, met een jaar |", "24 1x12 - -"},
    {"| Looptijd contract | 24 maanden, te verlengen met 3x12 maanden |", "24 3x12 - -"},
    {"| Contractduur (incl. opties) | 4 jaar + 2 x 2 jaar |", "48 2x24 - -"},
    {"| Optie tot verlenging | 24 maanden |", "- 1x24 - -"},
    {"Looptijd raamovereenkomst | drie jaar, exclusief één optiejaar. De looptijd van de "
     "raamovereenkomst is drie jaar, exclusief één optiejaar.",
     "36 1x12 - -"},
    {"| Mijlpaal | Datum |\n| Publicatie | 1 mei 2020 |\n| Uiterste datum inschrijving | 15 juni "
     "2020 |\n| Voornemen tot gunning | 1 september 2020 |\n| Ingangsdatum overeenkomst | 1 "
     "januari 2021 |",
     "- - 2021-01-01 -"},
    {"| Publicatie | 1 mei 2020 |\n| Start inschrijving | 15 mei 2020 |\n| Start dienstverlening "
     "| 1 januari 2021 |",
     "- - 2021-01-01 -"},
    {"| Contract gaat in | 1 mei 2021 |\n| Contract eindigt | 30 april 2023 |",
     "24 - 2021-05-01 2023-04-30"},
    {"| Van | 1 mei 2021 |\n| Tot en met | 30 april 2023 |", "24 - 2021-05-01 2023-04-30"},
    {"| Looptijd basis | 48 maanden |\n| Looptijd opties | 2 x 12 maanden |\n| Looptijd totaal | "
     "72 maanden |",
     "48 2x12 - -"},
    {"| Periode | Van | Tot en met |\n| Basis | 1 januari 2021 | 31 december 2024 |\n| Optie 1 | "
     "1 januari 2025 | 31 december 2025 |\n| Optie 2 | 1 januari 2026 | 31 december 2026 |",
     "48 2x12 2021-01-01 2024-12-31"},
};

TEST(TermWordings, InTables) {
  expect_terms(tables);
}

const std::vector<TermCase> other_things = {
    {"De aanbieder start binnen tien werkdagen na 1 januari 2022 met de hulp aan overgenomen "
     "cliënten.",
     "- - - -"},
    {"De nota van inlichtingen verschijnt op 3 mei 2021. Inschrijven kan tot 1 juni 2021. De "
     "Alcateltermijn duurt 20 dagen.",
     "- - - -"},
    {"De VOG's zijn afgegeven na 1 januari 2021.", "- - - -"},
    {"De eerste facturen worden vanaf 1 februari 2022 verwacht.", "- - - -"},
    {"Het vorige contract (2015 t/m 2018) liep vier jaar en is eenmaal met een jaar verlengd.",
     "- - - -"},
    {"Een contractduur kan niet voor onbepaalde tijd zijn. De wet schrijft geen maximum voor, "
     "behalve bij raamovereenkomsten: vier jaar.",
     "- - - -"},
    {"Regeling vervallen per 01-01-2020. Geldend van 15-06-2016 t/m 31-12-2019 met terugwerkende "
     "kracht vanaf 01-01-2016.",
     "- - - -"},
    {"De gemeente behoudt zich het recht voor de aanbesteding in te trekken tot een jaar na "
     "publicatie.",
     "- - - -"},
    {"De aanbieder bewaart de gegevens gedurende een periode van twintig jaar.", "- - - -"},
    {"De overeenkomst kan door opdrachtgever tussentijds worden beëindigd met een termijn van "
     "zes maanden.",
     "- - - -"},
    {"Voor cliënten met een lopende indicatie geldt een overgangstermijn van maximaal een jaar.",
     "- - - -"},
    {"De nieuwe contracten krijgen een looptijd van meerdere jaren.", "- - - -"},
    {"De looptijd wordt nog nader bepaald.", "- - - -"},
    {"Onderzocht wordt of een contractduur van acht jaar wenselijk is.", "- - - -"},
    {"De aankondiging is op 1 maart 2021 gepubliceerd. De inschrijving sluit op 3 mei 2021. De "
     "gunning is voorzien in juli 2021.",
     "- - - -"},
    {"De beoordelingscommissie start op 3 mei 2021. Gesprekken starten op 10 mei 2021.", "- - - -"},
    {"Cliënten die vóór 1 januari 2021 een indicatie hebben, behouden deze tot en met 31 "
     "december 2021.",
     "- - - -"},
    {"De raad stelde op 1 juli 2020 het beleidsplan 2020-2024 vast.", "- - - -"},
    {"Het tarief geldt van 1 januari 2021 tot en met 31 december 2021.", "- - - -"},
    {"Bezwaar kan tot 1 september 2021 worden ingediend.", "- - - -"},
    {"De aanbieder is sinds 1 januari 2015 verantwoordelijk voor de administratie; gemeenten "
     "zijn vanaf 1 januari 2015 verantwoordelijk voor de Wmo.",
     "- - - -"},
    {"Met ingang van 1 januari 2020 geldt het abonnementstarief.", "- - - -"},
    {"Het woonplaatsbeginsel wijzigt per 1 januari 2022.", "- - - -"},
    {"De algemene voorwaarden treden in werking op 1 juni 2020.", "- - - -"},
    {"De verklaring mag bij aanvang van de overeenkomst niet ouder zijn dan zes maanden.",
     "- - - -"},
    {"De overeenkomst wordt na een jaar geëvalueerd.", "- - - -"},
    {"Bij faillissement kan de overeenkomst met onmiddellijke ingang worden ontbonden; de "
     "aanbieder werkt dan nog drie maanden mee aan overdracht.",
     "- - - -"},
    {"Aanbieders moeten minimaal drie jaar ervaring hebben met een vergelijkbare overeenkomst "
     "van twee jaar.",
     "- - - -"},
    {"De referentieopdracht had een looptijd van minimaal twaalf maanden.", "- - - -"},
    {"De gemeente betaalt binnen dertig dagen; wachttijd is maximaal drie maanden.", "- - - -"},
    {"De overeenkomst heeft een looptijd van ... jaar, ingaande op ........", "- - - -"},
    {"De overeenkomst duurt <aantal> jaar.", "- - - -"},
    {"Looptijd: [invullen]", "- - - -"},
    {"Wij stellen voor om een looptijd van vijf jaar te hanteren. Kunt u hiermee instemmen?",
     "- - - -"},
    {"Deze subsidieregeling treedt in werking met ingang van 1 januari 2022 en vervalt op 31 "
     "december 2025.",
     "- - - -"},
    {"1.3.1 De overeenkomst start op [datum] en loopt tot en met [datum].\n1.3.2 De gemeente mag "
     "de overeenkomst na afloop verlengen met [n] kalendermaanden.",
     "- - - -"},
    {"De maximale looptijd van de raamovereenkomst is langer dan 48 kalendermaanden omdat "
     "investeringen dat rechtvaardigen.",
     "- - - -"},
    {"Een raamovereenkomst mag volgens de Aanbestedingswet niet langer duren dan vier jaar.",
     "- - - -"},
    {"Wij contracteren langdurig; de norm vraagt om ten minste drie jaar.", "- - - -"},
    {"De lopende overeenkomst is met een periode van 3 maanden verlengd tot 1 april 2021.",
     "- - - -"},
    {"Gebruik is gemaakt van het eerste optionele verlengingsjaar.", "- - - -"},
    {"De huidige overeenkomst is opgezegd en zal per 31 december 2023 aflopen.", "- - - -"},
    {"De overeenkomst met de aanbieder kan niet voor onbepaalde tijd gelden.", "- - - -"},
};

TEST(TermWordings, OfOtherThings) {
  expect_terms(other_things);
}

}  // namespace
}  // namespace inkoopmonitor::classify
