// Term, options, start and end as they come out of whole small documents. Half of the cases are
// traps: lengths and dates that are another contract's, a procedure's, a client's or the law's.
#include <gtest/gtest.h>

#include <string>

#include "tests/classify/made_document.h"
#include "tests/classify/term_case.h"

namespace inkoopmonitor::classify {
namespace {

TEST(TermOfDocument, LengthInSentences) {
  expect_terms({
      {"De overeenkomst duurt vier jaar.", "48 - - -"},
      {"De looptijd van de te sluiten raamovereenkomst bedraagt 48 (achtenveertig) maanden.",
       "48 - - -"},
      {"De contractperiode omvat drie kalenderjaren.", "36 - - -"},
      {"Het contract wordt aangegaan voor de duur van anderhalf jaar.", "18 - - -"},
      {"In eerste instantie loopt de raamovereenkomst twee jaar.", "24 - - -"},
      {"Partijen verbinden zich jegens elkaar voor een tijdvak van 30 maanden.", "30 - - -"},
      {"De gemeente sluit met iedere aanbieder een overeenkomst voor drie (3) jaar.", "36 - - -"},
      {"Een vierjarige overeenkomst sluiten wij met iedere aanbieder.", "48 - - -"},
      {"De opdracht wordt gegund voor een periode van vijf jaar.", "60 - - -"},
      {"De basislooptijd is 24 maanden.", "24 - - -"},
      {"De initiële looptijd bedraagt een half jaar.", "6 - - -"},
      {"De duur van deze overeenkomst stellen wij vast op drie jaren.", "36 - - -"},
      {"Wij sluiten het contract af voor 2,5 jaar (30 maanden).", "30 - - -"},
      {"De raamovereenkomst geldt voor zestig maanden.", "60 - - -"},
      {"Hoe lang? Het contract duurt een jaar.", "12 - - -"},
      {"De overeenkomst heeft een looptijd van vier jaar en kent een opzegtermijn van zes maanden.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar; een offerte blijft 90 dagen geldig.", "48 - - -"},
      {"De overeenkomst duurt drie schooljaren.", "36 - - -"},
      {"## Looptijd\n\nWij houden het kort: anderhalf jaar.", "18 - - -"},
      {"## Artikel 3 Duur\n\n3.1 Deze overeenkomst loopt zesendertig maanden.\n\n3.2 Ieder van "
       "partijen kan opzeggen met een termijn van drie maanden.",
       "36 - - -"},
      {"De subsidierelatie is voor 48 maanden.", "48 - - -"},
      {"Zij gaat in op 15 februari 2022 en geldt zes maanden.", "6 - 2022-02-15 2022-08-14"},
  });
}

TEST(TermOfDocument, OtherLengthsAreNoTerm) {
  expect_terms({
      {"De opzegtermijn bedraagt zes maanden.", "- - - -"},
      {"De overeenkomst kan worden opgezegd met inachtneming van een termijn van een jaar.",
       "- - - -"},
      {"Inschrijvers doen hun aanbod gestand gedurende zes maanden.", "- - - -"},
      {"De gestanddoeningstermijn is drie maanden.", "- - - -"},
      {"Een VOG mag niet ouder zijn dan drie jaar.", "- - - -"},
      {"Referenties uit de laatste drie jaar tellen mee.", "- - - -"},
      {"Het gemiddelde verblijf duurt 19 maanden.", "- - - -"},
      {"Een traject duurt gemiddeld negen maanden.", "- - - -"},
      {"Een indicatie wordt afgegeven voor een periode van maximaal vijf jaar.", "- - - -"},
      {"De beschikking geldt voor twee jaar.", "- - - -"},
      {"Dossiers worden vijftien jaar bewaard.", "- - - -"},
      {"De implementatieperiode duurt vier maanden.", "- - - -"},
      {"Er geldt een overgangsperiode van zes maanden voor bestaande cliënten.", "- - - -"},
      {"De garantie geldt voor een periode van twee jaar.", "- - - -"},
      {"Vorderingen verjaren na vijf jaar.", "- - - -"},
      {"De pilot duurt een jaar.", "- - - -"},
      {"Medewerkers hebben ten minste drie jaar ervaring.", "- - - -"},
      {"| Opzegtermijn | drie maanden |", "- - - -"},
      {"| Gemiddelde verblijfsduur | negen maanden |", "- - - -"},
      {"| Bewaartermijn | vijftien jaar |", "- - - -"},
      {"| Geldigheid offerte | 90 dagen |", "- - - -"},
      {"| Doorlooptijd aanvraag | twee maanden |", "- - - -"},
      {"De looptijd is opgenomen in artikel 1.3 van de overeenkomst.", "- - - -"},
      {"Wij kiezen voor langdurige contracten.", "- - - -"},
      {"De looptijd van de overeenkomst bedraagt [n] jaar.", "- - - -"},
      {"De overeenkomst loopt van 1 januari 20** tot en met 31 december 20**.", "- - - -"},
      {"Is een looptijd van acht jaar voor u aantrekkelijk?", "- - - -"},
      {"De evaluatie van de overeenkomst vindt plaats na twee jaar.", "- - - -"},
      {"Prijzen staan vast gedurende een periode van een jaar.", "- - - -"},
      {"De vorige overeenkomst had een looptijd van drie jaar.", "- - - -"},
      {"De maximale looptijd, inclusief verlengingen, bedraagt acht jaar.", "- - - -"},
      {"De totale looptijd van de overeenkomst inclusief opties is 96 maanden.", "- - - -"},
      {"Huurcontracten met corporaties hebben een looptijd van tien jaar.", "- - - -"},
      {"De omklapwoning: een huurovereenkomst voor twaalf maanden.", "- - - -"},
  });
}

TEST(TermOfDocument, OptionsSaidApart) {
  expect_terms({
      {"De raamovereenkomst duurt vier jaar. Opdrachtgever heeft het recht de raamovereenkomst te "
       "verlengen. Van dit recht kan hij twee malen gebruikmaken, telkens voor vierentwintig "
       "maanden.",
       "48 2x24 - -"},
      {"De overeenkomst duurt drie jaar. De gemeente kan haar viermaal verlengen met telkens een "
       "jaar. De gemeente maakt hierbij van de eerste optie gebruik, zodat de overeenkomst wordt "
       "voortgezet.",
       "36 4x12 - -"},
      {"De overeenkomst duurt twee jaar en kan tweemaal met een jaar worden verlengd. De optieduur "
       "van een jaar sluit aan bij de begroting.",
       "24 2x12 - -"},
      {"In paragraaf 3.5 wordt de zin \"De overeenkomst wordt gesloten voor vier jaar\" "
       "vervangen door: \"De overeenkomst wordt gesloten voor twee jaar.\"",
       "24 - - -"},
      {"De tekst \"vijf jaar met een optie van drie jaar\" komt te vervallen en wordt vervangen "
       "door: "
       "\"De overeenkomst heeft een looptijd van vier (4) jaar, ingaande 1 februari 2022.\"",
       "48 - 2022-02-01 2026-01-31"},
      {"De overeenkomst duurt vijf jaar. Een toewijzing heeft een duur van ten hoogste twee jaar.",
       "60 - - -"},
      {"De overeenkomst heeft een vaste duur van tweeënveertig maanden. De gemeente kan haar "
       "verlengen. Dat recht bestaat driemaal, telkens voor een tijdvak van twaalf maanden.",
       "42 3x12 - -"},
      {"De overeenkomst duurt vier jaar. Nadien kan zij nog twee keer een jaar doorlopen.",
       "48 2x12 - -"},
      {"De overeenkomst eindigt op 31 december 2022 en kan niet worden verlengd.\n\nArtikel "
       "I\n\nIn "
       "artikel 3 wordt \"31 december 2022\" vervangen door: 30 juni 2024.",
       "- 0x0 - 2024-06-30"},
      {"Het vorige contract kende een looptijd van zes jaar en loopt in december af. De nieuwe "
       "overeenkomst duurt vier jaar.",
       "48 - - -"},
      {"De overeenkomst gold in eerste instantie voor twee jaren. De gemeente kreeg het recht haar "
       "twee keer voor een jaar te continueren. Daarna is verder verlengen uitgesloten.",
       "24 2x12 - -"},
  });
}

TEST(TermOfDocument, OptionsInSentences) {
  expect_terms({
      {"De overeenkomst duurt vier jaar en kan tweemaal met een jaar worden verlengd.",
       "48 2x12 - -"},
      {"De looptijd is twee jaar. Aansluitend kan de gemeente maximaal twee keer verlengen, steeds "
       "voor een periode van twee jaar.",
       "24 2x24 - -"},
      {"De overeenkomst duurt 42 maanden. Opdrachtgever is bevoegd haar eenmaal onder gelijke "
       "condities voort te zetten voor een periode van achttien maanden.",
       "42 1x18 - -"},
      {"De initiële contractperiode bedraagt 2,5 jaar (30 maanden). Nadien bestaat de mogelijkheid "
       "het contract drie keer te prolongeren, elke keer voor een tijdvak van 24 maanden.",
       "30 3x24 - -"},
      {"De overeenkomst is aangegaan voor anderhalf jaar. Daarna kan de gemeente tot tweemaal toe "
       "een aanvullend tijdvak van telkens een half jaar overeenkomen.",
       "18 2x6 - -"},
      {"De subsidierelatie is voor 48 maanden. Daarna kan er drie maal 24 maanden bij komen.",
       "48 3x24 - -"},
      {"Contract voor vijf jaar. Daarna mogelijk twee keer een jaar erbij.", "60 2x12 - -"},
      {"Het contract duurt een jaar; daarna mogen de gemeenten tweemaal besluiten er nog een jaar "
       "aan vast te plakken.",
       "12 2x12 - -"},
      {"De looptijd is 4 jaar met 2 optiejaren.", "48 2x12 - -"},
      {"De overeenkomst heeft een looptijd van 2+1+1 jaar.", "24 2x12 - -"},
      {"De overeenkomst loopt 4 + 2x2 jaar.", "48 2x24 - -"},
      {"De gemeente mag de overeenkomst, die twee jaar duurt, verlengen met 12 kalendermaanden. "
       "Dit "
       "mag maximaal 3 keer.",
       "24 3x12 - -"},
      {"1.3.1 De overeenkomst duurt drie jaar.\n\n1.3.2 De gemeente mag de overeenkomst na afloop "
       "verlengen met 12 kalendermaanden.\n\n1.3.3 Dit mag maximaal twee keer.",
       "36 2x12 - -"},
      {"De overeenkomst duurt drie jaar.\n\nDe overeenkomst mag maximaal tweemaal worden "
       "verlengd.\n\nBij verlenging wordt de overeenkomst verlengd met een periode van één jaar.",
       "36 2x12 - -"},
      {"Contractduur drie jaar. De gemeente heeft het recht de overeenkomst onder dezelfde "
       "voorwaarden 4 maal met telkens 6 maanden te verlengen.",
       "36 4x6 - -"},
      {"De overeenkomst duurt vier jaar en wordt daarna telkens stilzwijgend met een jaar "
       "verlengd.",
       "48 stilzwijgend - -"},
      {"De overeenkomst duurt vier jaar en kan niet worden verlengd.", "48 0x0 - -"},
      {"Het contract loopt twee jaar. Verlengen kan niet.", "24 0x0 - -"},
      {"Het contract loopt twee jaar. Er is niet voorzien in een verlenging.", "24 0x0 - -"},
      {"De looptijd is drie jaar, zonder optie tot verlenging.", "36 0x0 - -"},
      {"Na de looptijd van drie jaar kan het contract nog eens twee keer zes maanden worden "
       "verlengd.",
       "36 2x6 - -"},
      {"De overeenkomst, die tweemaal met een jaar kan worden verlengd, heeft een looptijd van "
       "vier "
       "jaar.",
       "48 2x12 - -"},
      {"De overeenkomst gaat in op 1 januari 2021 en eindigt op 31 december 2022. De gemeente kan "
       "de einddatum opschuiven, eerst naar 31 december 2024 en vervolgens naar 31 december 2025.",
       "24 1x24+1x12 2021-01-01 2022-12-31"},
      {"- Het contract loopt van 1 oktober 2017 tot en met 30 september 2018\n"
       "- Eerste verlengingsoptie: 1 oktober 2018 tot en met 31 maart 2019\n"
       "- Tweede verlengingsoptie: 1 april 2019 tot en met 30 september 2019",
       "12 2x6 2017-10-01 2018-09-30"},
      {"Looptijd drie jaar.\n\n- Eerste verlenging: 24 maanden\n- Tweede verlenging: 12 maanden",
       "36 1x24+1x12 - -"},
  });
}

TEST(TermOfDocument, WhatIsNoOption) {
  expect_terms({
      {"De overeenkomst duurt vier jaar. Er is geen sprake van stilzwijgende verlenging.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Tussentijds instromen is niet mogelijk, ook niet bij "
       "verlenging.",
       "48 - - -"},
      {"De overeenkomst duurt minimaal drie jaar met mogelijke verlengingen tot in totaal zeven "
       "jaar.",
       "36 - - -"},
      {"De overeenkomst duurt vier jaar en kan worden verlengd.", "48 - - -"},
      {"De overeenkomst duurt vier jaar. De huidige overeenkomst is met een periode van drie "
       "maanden verlengd tot 1 april 2021.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. De overeenkomst met de zittende leverancier wordt met "
       "drie "
       "maanden verlengd.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Een indicatie kan met een jaar worden verlengd.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Verlengde jeugdhulp tot 23 jaar blijft een uitzondering.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. De inschrijftermijn kan met twee maanden worden verlengd.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. De raad kan het beleidsplan met een jaar verlengen.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar met [aantal] verlengingsopties van [12] maanden.",
       "- - - -"},
      {"De overeenkomst duurt vier jaar. Een verlenging wordt uiterlijk zes maanden voor het einde "
       "schriftelijk meegedeeld.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. In oktober hoort u of wij van een verlenging "
       "gebruikmaken.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Deze opdracht kan worden verlengd: ja", "48 - - -"},
      {"De overeenkomst duurt vier jaar. Bij het niet verlengen van de overeenkomst werkt de "
       "aanbieder mee aan overdracht.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Indien de gemeente de overeenkomst niet verlengt, eindigt "
       "zij van rechtswege.",
       "48 - - -"},
      {"De overeenkomst duurt vier jaar. Voor perceel 9 in de buurregio geldt: ter vergelijking, "
       "daar is eenmaal twee jaar verlenging mogelijk.",
       "48 - - -"},
  });
}

TEST(TermOfDocument, StartAndEnd) {
  expect_terms({
      {"De overeenkomst gaat in op 1 mei 2020 en duurt twee jaar.", "24 - 2020-05-01 2022-04-30"},
      {"Voor beide partijen vangt de overeenkomst aan op 1 april 2020. Zij eindigt van rechtswege "
       "op 31 maart 2023.",
       "36 - 2020-04-01 2023-03-31"},
      {"Het contract begint op de eerste dag van 2022 en duurt zes jaar.",
       "72 - 2022-01-01 2027-12-31"},
      {"De overeenkomst loopt van 1 januari 2020 tot 1 januari 2022.",
       "24 - 2020-01-01 2021-12-31"},
      {"De overeenkomst gaat in op 1 januari 2020 en loopt tot 1 januari 2023.",
       "36 - 2020-01-01 2022-12-31"},
      {"De overeenkomst start per 1 juli 2020 en geldt tot en met 30 juni 2022.",
       "24 - 2020-07-01 2022-06-30"},
      {"De overeenkomst treedt in werking op 1 januari 2021 en expireert op 31 december 2021.",
       "12 - 2021-01-01 2021-12-31"},
      {"De dienstverlening start op vrijdag 1 mei 2020.", "- - 2020-05-01 -"},
      {"Dit contract begint voor beide percelen op 1 januari 2021.", "- - 2021-01-01 -"},
      {"De begindatum is 1 januari 2018.", "- - 2018-01-01 -"},
      {"De startdatum van de dienstverlening wordt verplaatst naar 1 juli 2025.",
       "- - 2025-07-01 -"},
      {"De ingangsdatum verschuift van 1 april 2025 naar 1 juli 2025.", "- - 2025-07-01 -"},
      {"De uitvoering moet op 1 juli 2021 kunnen beginnen.", "- - 2021-07-01 -"},
      {"Partijen binden zich vanaf 1 maart 2018 en wel voor onbepaalde tijd.",
       "onbepaald - 2018-03-01 -"},
      {"De overeenkomst is op 1 januari 2019 ingegaan met een contractduur van drie jaar.",
       "36 - 2019-01-01 2021-12-31"},
      {"De contracten lopen twee jaar, te rekenen vanaf 1 september 2020.",
       "24 - 2020-09-01 2022-08-31"},
      {"De overeenkomst heeft een looptijd van vier jaar, ingaande 1 augustus 2020.",
       "48 - 2020-08-01 2024-07-31"},
      {"Het contract gaat op vijftien februari 2022 in voor één jaar.",
       "12 - 2022-02-15 2023-02-14"},
      {"De overeenkomst gaat in op 1 augustus 2019 en eindigt op 31 juli 2022 (drie schooljaren).",
       "36 - 2019-08-01 2022-07-31"},
      {"De overeenkomst eindigt op 31 december 2024 en duurt vier jaar.",
       "48 - 2021-01-01 2024-12-31"},
      {"De overeenkomst gaat in op 1 januari 2020 en duurt twee jaar. Zij kan tweemaal met een "
       "jaar "
       "worden verlengd. De uiterste einddatum is 31 december 2023.",
       "24 2x12 2020-01-01 2021-12-31"},
      {"De overeenkomst wordt gesloten voor onbepaalde tijd.", "onbepaald - - -"},
      {"De overeenkomst geldt tot wederopzegging.", "onbepaald - - -"},
      {"De overeenkomst loopt door totdat een der partijen haar opzegt.", "onbepaald - - -"},
      {"De overeenkomst begint op 1 januari 2021 en loopt tot en met december 2023.",
       "36 - 2021-01-01 2023-12-31"},
  });
}

TEST(TermOfDocument, OtherDatesAreNoStartAndNoEnd) {
  expect_terms({
      {"De Wet inburgering treedt in werking op 1 januari 2022.", "- - - -"},
      {"Deze regeling treedt in werking op 1 januari 2020 en vervalt op 31 december 2024.",
       "- - - -"},
      {"De inschrijving start op 3 mei 2021 en eindigt op 1 juni 2021.", "- - - -"},
      {"Aanmelden kan van 1 september tot en met 15 oktober 2021.", "- - - -"},
      {"Vragen stellen kan tot en met 4 mei 2021.", "- - - -"},
      {"De dialoog start op 3 mei 2021.", "- - - -"},
      {"De huidige overeenkomsten lopen af op 31 december 2022.", "- - - -"},
      {"De overeenkomst kan worden verlengd tot en met 31 december 2028.", "- - - -"},
      {"De tarieven worden per 1 januari 2022 geïndexeerd.", "- - - -"},
      {"De opschortende termijn loopt van 4 juli tot en met 24 juli 2019.", "- - - -"},
      {"Op 1 januari 2021 telde de gemeente 41.500 inwoners.", "- - - -"},
      {"De gemeentelijke herindeling gaat in op 1 januari 2022.", "- - - -"},
      {"De cao gaat in op 1 juli 2021.", "- - - -"},
      {"Aanvragen voor de start op 1 januari worden tussen 1 oktober en 3 november 2023 ingediend.",
       "- - - -"},
      {"De proef loopt van 1 augustus 2019 tot en met 31 juli 2021.", "- - - -"},
      {"De begroting voor de jaren 2022 tot en met 2025 is taakstellend.", "- - - -"},
      {"Medio 2023 volgt een besluit over de start.", "- - - -"},
      {"De overeenkomst mag niet voor onbepaalde tijd worden gesloten.", "- - - -"},
      {"Medewerkers hebben een dienstverband voor onbepaalde tijd.", "- - - -"},
      {"Indicaties lopen door tot en met 31 december 2023.", "- - - -"},
      {"De vorige overeenkomst liep van 1 januari 2016 tot en met 31 december 2017.", "- - - -"},
      {"De subsidieaanvraag kan worden ingediend tot 1 november 2021.", "- - - -"},
      {"De verordening geldt vanaf 1 januari 2020.", "- - - -"},
      {"Startdatum: [dd-mm-jjjj]", "- - - -"},
      {"De ingangsdatum is 1 januari.", "- - - -"},
  });
}

TEST(TermOfDocument, LabelsAndTables) {
  expect_terms({
      {"| Looptijd | vier jaar |", "48 - - -"},
      {"| Looptijd | vier jaar met tweemaal een optie van een jaar |", "48 2x12 - -"},
      {"| Looptijd | 2 jaar + 2 optiejaren |", "24 2x12 - -"},
      {"| Duur in maanden | 48 |", "48 - - -"},
      {"| Looptijd (in jaren) | 3 |", "36 - - -"},
      {"Looptijd van de opdracht, de raamovereenkomst of het dynamische aankoopsysteem in maanden: "
       "24",
       "24 - - -"},
      {"Aanvang: 2021-05-24\n\nEinde: 2023-05-23\n\nDeze opdracht kan worden verlengd: neen",
       "24 0x0 2021-05-24 2023-05-23"},
      {"Looptijd in maanden: 48\n\nDeze opdracht kan worden verlengd: ja\n\nBeschrijving van "
       "verlengingen: één maal met een periode van vijf jaar.",
       "48 1x60 - -"},
      {"Looptijd in maanden: 24\n\nDeze opdracht kan worden verlengd: ja\n\nBeschrijving van "
       "verlengingen: Tot een totaal maximum duur van 4 jaar.",
       "24 - - -"},
      {"Looptijd: 48 Maand\n\nMaximumaantal verlengingen: 2\n\nOverige informatie over "
       "verlengingen: elke verlenging duurt 12 maanden",
       "48 2x12 - -"},
      {"Looptijd: Onbeperkt", "onbepaald - - -"},
      {"| Andere looptijd | Onbeperkt |\n| Begindatum | 01/01/2025 |", "onbepaald - 2025-01-01 -"},
      {"| Begindatum | 01-01-2021 |\n| Einddatum van de duur | 31-12-2023 |",
       "36 - 2021-01-01 2023-12-31"},
      {"| Eerste dag | 1 januari 2022 |\n| Contractduur | 1 jaar |\n| Opties | 2 × 1 jaar |",
       "12 2x12 2022-01-01 2022-12-31"},
      {"| Start | 1 januari 2021 |\n| Initiële duur | 36 maanden |\n| Opties | twee, van elk een "
       "jaar |",
       "36 2x12 2021-01-01 2023-12-31"},
      {"| Looptijd | drie jaar |\n| Aantal verlengingen | 2 |\n| Duur per verlenging | 12 maanden "
       "|",
       "36 2x12 - -"},
      {"| Contractperiode | 1 januari 2020 t/m 31 december 2022 |\n| Verlenging | geen |",
       "36 0x0 2020-01-01 2022-12-31"},
      {"| Looptijd | 24 maanden |\n| Eerste verlenging | 12 maanden |\n| Tweede verlenging | 6 "
       "maanden |",
       "24 1x12+1x6 - -"},
      {"| Tijdvak | De overeenkomst vangt aan op de eerste januari van het jaar 2015 en is "
       "aangegaan "
       "voor anderhalf jaar. Daarna kan de gemeente tot tweemaal toe een aanvullend tijdvak van "
       "telkens een half jaar overeenkomen. |",
       "18 2x6 2015-01-01 2016-06-30"},
      {"Looptijd: 1 januari 2018 tot en met 31 december 2019\n\n| Optie | Van | Tot en met |\n| 1 "
       "| "
       "1 januari 2020 | 31 december 2020 |\n| 2 | 1 januari 2021 | 31 december 2021 |",
       "24 2x12 2018-01-01 2019-12-31"},
      {"| Looptijd | 4 jaar |\n| Opzegtermijn | 6 maanden |\n| Betaaltermijn | 30 dagen |",
       "48 - - -"},
      {"| Looptijd inclusief verlengingen | 8 jaar |", "- - - -"},
      {"| Einddatum inschrijving | 1 maart 2021 |", "- - - -"},
      {"| Start inschrijving | 1 maart 2021 |", "- - - -"},
      {"| Uiterste einddatum na verlenging | 31 december 2028 |", "- - - -"},
      {"Opties: neen", "- - - -"},
      {"| Duur implementatie | drie maanden |", "- - - -"},
  });
}

TEST(TermOfDocument, LotsHaveTheirOwn) {
  struct {
    std::string text, first, second;
  } cases[] = {
      {"De overeenkomst voor perceel 1 gaat in op 1 oktober 2021 en heeft een looptijd van dertig "
       "maanden. Aansluitend kunnen de gemeenten maximaal twee keer verlengen, steeds voor een "
       "periode van twee jaar. Perceel 2 begint op dezelfde datum, duurt achttien maanden en kan "
       "eenmaal met zes maanden worden verlengd.",
       "30 2x24 2021-10-01 2024-03-31", "18 1x6 2021-10-01 2023-03-31"},
      {"De contracten gaan in op 1 oktober 2020. In perceel 1 duren zij vier jaar, met twee opties "
       "van twee jaar. In perceel 2 duren zij één jaar, met drie opties van twee jaar.",
       "48 2x24 2020-10-01 2024-09-30", "12 3x24 2020-10-01 2021-09-30"},
      {"Het contract begint voor beide percelen op 1 januari 2021. Het heeft voor perceel 1 een "
       "duur van achtenveertig maanden en voor perceel 2 een duur van twaalf maanden.",
       "48 - 2021-01-01 2024-12-31", "12 - 2021-01-01 2021-12-31"},
      {"De looptijd is voor perceel 1 twee jaar en voor perceel 2 drie jaar.", "24 - - -",
       "36 - - -"},
      {"De overeenkomsten duren vier jaar voor perceel 1 en twee jaar voor perceel 2.", "48 - - -",
       "24 - - -"},
      {"De overeenkomst start op 1 januari 2022. Perceel 1 eindigt van rechtswege op 31 december "
       "2022, perceel 2 op 31 december 2024.",
       "12 - 2022-01-01 2022-12-31", "36 - 2022-01-01 2024-12-31"},
      {"| | Perceel 1 | Perceel 2 |\n| Contractduur | 1 jaar | 3 jaar |\n| Opties | 2 × 1 jaar | "
       "geen |\n| Eerste dag | 1 januari 2022 | 1 juli 2022 |",
       "12 2x12 2022-01-01 2022-12-31", "36 0x0 2022-07-01 2025-06-30"},
      {"| Perceel | Looptijd | Verlenging | Ingangsdatum |\n| Perceel 1 | 24 maanden | 2 x 12 "
       "maanden | 1 januari 2021 |\n| Perceel 2 | 36 maanden | geen | 1 april 2021 |",
       "24 2x12 2021-01-01 2022-12-31", "36 0x0 2021-04-01 2024-03-31"},
  };
  for (const auto& one : cases) {
    const Coding coding = coded(around_term(
        "Perceel 1 is huishoudelijke hulp. Perceel 2 is dagbesteding.\n\n" + one.text, "Wmo"));
    ASSERT_EQ(coding.records.size(), 3U) << one.text;
    EXPECT_EQ(term_of(coding.records[1]), one.first) << one.text;
    EXPECT_EQ(term_of(coding.records[2]), one.second) << one.text;
  }
}

TEST(TermOfDocument, ATotalIsKeptAsTheLongestTerm) {
  const Coding coding = coded(around_term(
      "De overeenkomst heeft een maximale looptijd van acht jaar inclusief verlengingen."));
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "");
  EXPECT_EQ(coding.records[1].text_of("looptijd_max"), "96");
}

TEST(TermOfDocument, ATotalIsNoSecondTerm) {
  const Coding coding =
      coded(around_term("De overeenkomst duurt vier jaar en kan tweemaal met een jaar worden "
                        "verlengd.\n\nDe looptijd "
                        "bedraagt zes jaar."));
  ASSERT_EQ(coding.records.size(), 2U);
  EXPECT_EQ(coding.records[1].text_of("looptijd"), "48");
  EXPECT_EQ(coding.records[1].text_of("looptijd_max"), "72");
}

}  // namespace
}  // namespace inkoopmonitor::classify
