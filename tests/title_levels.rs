//! Levels, and who manages people, over titles of every kind: each section of the annotation guideline, and the
//! families of words behind it.

use orglint::title::Reader;

/// Holds `table` against the reader. A line that begins a row names the level and whether people are managed, then the
/// titles, parted by '·'; indented lines go on with them.
fn check(table: &str) {
    let reader = Reader::builtin();
    let mut want = ("", "");
    let mut wrong = String::new();
    for line in table.lines().filter(|line| !line.is_empty()) {
        let titles = match line.split_once(": ").filter(|_| !line.starts_with(' ')) {
            Some((head, titles)) => {
                want = head.split_once(' ').unwrap_or_default();
                titles
            }
            None => line,
        };
        for title in titles.split('·').map(str::trim).filter(|title| !title.is_empty()) {
            let role = reader.read(title);
            let got = (role.level.name(), role.manages_people.name());
            if got != want {
                wrong += &format!("{title}: {} {}, not {} {}\n", got.0, got.1, want.0, want.1);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn qualifiers() {
    check(
        "
vp yes: VP Sales (Acting) · Interim VP, People · VP Marketing - VACANT · VP Finance (open)
c-suite yes: Acting CEO · CFO ad interim · Interim Chief Product Officer · Deputy CFO · Former CEO
director yes: Director & · Director of Nursing (interim) · TBH - Director, Data Platform · Ex-Director of IT
manager yes: HR Manager (maternity cover) · Finance Manager - Contract · Part-time Warehouse Manager
associate-director yes: Deputy Director · Deputy Director of Operations · Director (Deputy), Housing
supervisor-or-lead yes: Deputy Manager · Deputy Store Manager · Deputy Team Leader · Assistant Branch Manager
head yes: Deputy Head of Sales · Acting Head of Finance · Interim Head of Engineering, EMEA
individual no: Deputy Sheriff · Deputy Attorney General · Senior Consultant; former VP Sales ·
    Executive Coach, ex-CFO · Software Engineer (formerly Engineering Manager)
board no: Lead Independent Director, Acme; former CEO, Initech · Independent Director (past President & COO)
unknown unclear: Vacant · Retired · Student · Unemployed · Marketing · Sales | GTM | Content
",
    );
}

#[test]
fn the_top_of_the_house() {
    check(
        "
c-suite yes: Chief People & Culture Officer · Chief Refining & Supply Officer · Group CEO · CIO/CTO · Co-CEO ·
    Regional CFO, APAC · Divisional COO · President · President, Retail · Founder & Lead Engineer ·
    Managing Partner · General Counsel · SVP, General Counsel & Secretary · Owner/Operator ·
    Chairman, President and CEO · Managing Director · Managing Director, Germany · Executive Director ·
    Managing Director & CEO · Provost · Chancellor · Permanent Secretary · Director General
svp yes: Managing Director, Healthcare Investment Banking · Managing Director - Equity Research · Partner ·
    Tax Partner · Senior Partner · Lead Partner · Group VP, Sales · SVP & GM, Cloud
vp yes: Executive Director, Alumni Relations · Executive Director of Nursing · Corporate Vice President ·
    First Vice President · Regional VP, Sales · Area Vice President · Vice Provost for Research · Vice Chancellor ·
    VP, Head of Design · VP & Chief of Staff
evp yes: EVP Operations · Executive VP and Head of Credit · Exec. Vice President, Wholesale
avp unclear: AVP, Lending · Assistant Vice President · Associate Vice President, Advancement
head unclear: Chief of Staff · Chief of Staff to the CEO · Chief of Staff, Engineering · Jefa de gabinete ·
    Assistant Chief of Staff Operations (J3) · Chief Economist · Chief Scientist · Chief Architect · Chief Engineer ·
    Chief Evangelist · Chief Pharmacist · Chief Nurse · Chief Psychologist · Chief Veterinary Officer ·
    Chief Scientific Adviser · Chef de cabinet · Chief Accountant
head yes: General Manager · Country Manager · GM, Payments · Country Manager France · Fire Chief · Chief of Police ·
    Head of AI · Dean of Students · Chair, Department of Chemistry · Professor and Chair · School Principal ·
    Principal, Oakwood High School · Health Commissioner · Head Teacher · Bishop · Sheriff · Site Leader
board no: Chairman of the Board · Vice Chair · Board Member · Trustee · Non-Executive Director ·
    Independent Director · Board Adviser · Member of the Board of Directors · Chair, Audit Committee ·
    Board Member: VP Membership · Parent Governor
supervisor-or-lead yes: Chief Mate · Chief Clerk · Crew Chief · Chief Steward · Chief Cook
associate-director yes: Vice Principal · Assistant Principal · Deputy Director and Chief Professional Officer
senior-manager yes: Assistant General Manager · Asst. GM · Deputy General Manager
manager yes: Branch Chief · Section Chief
director yes: Division Chief · Principal · Division Chief, Budget
individual no: HR Business Partner · Client Partner · Talent Acquisition Partner · Principal Engineer ·
    Principal Scientist II · Founding Engineer · Product Owner · Senior Adviser to the CEO
individual unclear: Principal Private Secretary · Principal Private Secretary to the Home Secretary
",
    );
}

#[test]
fn directors_and_managers() {
    check(
        "
director yes: Director · Sales Director · Director, Strategy & Planning · Nursing Director · Creative Director ·
    Medical Director · Athletic Director · Technical Director · Director III · Colonel
director unclear: Account Director · Project Director · Programme Director · Group Account Director
senior-director yes: Sr. Director, Product · Senior Director of Finance · Snr Dir - Legal
associate-director yes: Associate Director · Assistant Director of Nursing · Asst. Dir., Housing · Vice Director
individual no: Art Director · Senior Art Director · Director of Photography · Film Director · Casting Director ·
    Choir Director · Animation Director · Funeral Director · Stage Director · Director of Choirs
manager yes: Sales Manager · Plant Manager · Manager, Procurement · Manager of Tax · Group Product Manager ·
    IT Manager · HR Manager · Mgr - Deal Desk · Branch Manager · Ward Manager · Controller ·
    Manager, Account Management · Postmaster · Department Manager · Financial Controller
individual no: Product Manager · Sr Product Manager II · Product Marketing Manager · Key Account Manager ·
    Lead Project Manager · Junior Brand Manager · Category Manager · Case Manager · Community Manager ·
    Social Media Manager · Content Manager · Campaign Manager · Event Manager · Client Manager ·
    Customer Relationship Manager · Customer Success Manager · Alliance Manager · Portfolio Manager ·
    Territory Manager · Business Development Manager · Contracts Manager · Grants Manager · Change Manager ·
    Release Manager · Vendor Manager · Property Manager · Delivery Manager · Engagement Manager ·
    Technical Program Manager · BDM · KAM, Nordics · Assistant Brand Manager
manager unclear: Marketing Manager · Digital Marketing Manager · Area Sales Manager · Risk Manager ·
    Quality Manager · Compliance Manager · Research Manager · PR Manager · CRM Manager · Pricing Manager ·
    Training Manager · Technical Manager · Communications Manager · Data Manager
individual unclear: Office Manager · Lead Engineer · Lead Product Designer · Lead Falconer
senior-manager yes: Senior Manager · Sr Mgr, FP&A · Senior Manager, Product · Senior Finance Manager
supervisor-or-lead yes: Assistant Manager · Associate Store Manager · Assistant Sales Manager · Shift Supervisor ·
    Foreman · Sergeant · Team Lead · Team Leader, Claims · Head Chef · Head Nurse · Head Coach · Head Cashier ·
    Head Falconer · Supervising Attorney · Section Leader · Matron · Bell Captain · Ganger ·
    Assistant Department Manager · Charge Nurse · Lance Corporal · Pit Boss
supervisor-or-lead unclear: Superintendent · RevOps Lead · Product Lead · Design Lead · Lead, Data Science
individual no: Manager-in-Training · Trainee Export Manager · Management Trainee · Trainee · Graduate Trainee ·
    Loan Officer · Police Officer · Compliance Officer · Executive Officer · Program Officer · Sales Assistant ·
    Research Assistant · Medical Assistant · Assistant Professor · Assistant Editor · Stage Manager ·
    Script Supervisor
assistant-to no: Executive Assistant · Personal Assistant to the MD · Administrative Assistant · PA to CFO ·
    Assistant to the VP of Sales · Secretary to the Board · Aide to the Governor · Secretary ·
    Executive Business Partner · Director Assistant to the Dean · Medical Secretary
",
    );
}

#[test]
fn occupations() {
    check(
        "
individual no: Hydrologic Modeler · Oil Scout · Associate Merchant · Senior Zanjero · Proofsheet Corrector ·
    Caponizer · Stable Hand · Herdsman · Chambermaid · Paperboy · Cable Splicer · Key Grip · Vicar · Rabbi · Ensign ·
    Able Seaman · Third Mate · Flight Attendant · Sommelier · Barback · Commis Chef · Chef de Partie · Croupier ·
    Lineman · Roustabout · Banksman · Glazier · Medic · Healthcare Assistant · Locum · Phlebotomist · Au Pair ·
    Caseworker · Of Counsel · Notary · Court Reporter · Senior Lecturer · Reader in Law · Postdoctoral Fellow ·
    Executive Producer · Mixologist · DJ · Guru · Growth Ninja · Salesforce Admin · Office Admin · Cloud Eng ·
    Member of Technical Staff · Town Crier · Key Holder · Mail Carrier · U.S. Senator · City Councilor
    Credit Controller · Air Traffic Controller · Document Controller · Technical Account Manager · Volunteer ·
    Partner Success Manager · Press Secretary · First Secretary · Assistant Attorney General · Registrar
head unclear: Chief Designer · Chief Librarian · Chief Planner · Chief Pilot · Chief Judge · Chief Analyst
supervisor-or-lead yes: Chief Operator · Chief Technician · Chief Dispatcher · Chief Draftsman · Head Librarian
manager yes: Regional Manager · District Manager, Retail · Harbor Master · Nurse Manager · Plant Controller
vp yes: Assistant Superintendent of Schools
evp yes: SEVP
",
    );
}

#[test]
fn other_languages() {
    check(
        "
c-suite yes: Geschäftsführerin · Geschäftsführende Gesellschafterin · Vorstandsmitglied · Generaldirektorin ·
    Inhaber · PDG · Directrice générale · Gérante · Directora general · Gerente general · Consejera delegada ·
    Socio director · Diretor-presidente · Sócia-gerente · Diretora geral · Amministratrice unica ·
    Amministratore delegato · Direttrice generale · Algemeen directeur · Directeur-grootaandeelhouder (DGA) ·
    Raad van bestuur · Directeur général adjoint · Presidenta
director yes: Bereichsleiterin Vertrieb · Directrice marketing · DRH · Directora de Operaciones · Direttrice HR ·
    Diretora comercial · Directeur verkoop · Prokuristin · Hauptabteilungsleiter
associate-director yes: Stellvertretender Direktor · Directrice adjointe · Subdirector · Subdirectora de ventas ·
    Vicedirettore · Adjunct-directeur · Sous-directrice · Diretor adjunto
vp yes: Vizepräsident Vertrieb · Vicepresidenta de operaciones · Vice-presidente comercial
head yes: Leiter Einkauf · Vertriebsleiterin · Leitung Personal · Werksleiter · Hoofd financiën ·
    Stellv. Leiterin Rechnungswesen · Niederlassungsleiter · Schulleiterin · Standortleiter
manager yes: Abteilungsleiter IT · Abteilungsleiterin · Filialleiterin · Marktleiter · Responsable RH ·
    Responsable de magasin · Jefe de almacén · Jefa de ventas · Gerente de Finanzas · Gerente de loja ·
    Responsabile di filiale · Chefe de departamento · Chef de service · Afdelingshoofd inkoop · Filiaalmanager ·
    Capo ufficio · Bedrijfsleider supermarkt · Betriebsleiter
supervisor-or-lead yes: Teamleiterin Service · Gruppenleitung · Schichtleiter · Stv. Filialleiter ·
    Stellv. Marktleiterin · Chef d'équipe · Contremaître · Encargada de tienda · Jefe de turno ·
    Encarregado de obra · Líder de equipo · Capoturno · Teamleider · Voorman · Ploegbaas · Supervisora de caja ·
    Küchenchef
individual no: Projektleiterin · Chef de projet · Cheffe de produit · Jefe de proyecto · Gerente de projetos ·
    Agente di commercio · Ejecutiva de cuenta · Ejecutivo de ventas senior · Chargée de clientèle ·
    Addetta alle vendite · Técnico de soporte · Consultora · Beraterin · Ingénieure · Sachbearbeiterin · Vendeuse ·
    Infirmière · Krankenpflegerin · Verpleegkundige · Gestionnaire de paie · Comptable · Auxiliar de limpeza ·
    Impiegata · Verkoopster · Azubi · Alternante · Becaria · Stagista · Directeur artistique ·
    Mitarbeiter (m/w/d) Vertrieb · Berater:in · Kundenberater*in
assistant-to no: Assistentin der Geschäftsführung · Vorstandsassistentin · Assistante de direction · Sekretärin ·
    Secretaria ejecutiva · Asistente ejecutiva · Segretaria di direzione · Directiesecretaresse ·
    Auxiliar administrativo · Assistente administrativa
board no: Aufsichtsrat · Verwaltungsratspräsident · Presidenta del consejo de administración · Consejera ·
    Presidente del consiglio di amministrazione · Commissaris · Président du conseil d'administration
individual no: Oberärztin · Softwareentwicklerin · Teamkoordinatorin · Küchenhilfe · Conductrice de travaux
supervisor-or-lead yes: Subgerente de ventas · Chefe de equipe · Teamleidster · Infirmière en chef
evp yes: Vicepresidente ejecutivo
svp yes: Vicepresidente senior
c-suite yes: Vorstandsvorsitzende · Bestuursvoorzitter
",
    );
}

#[test]
fn guesses_allow_for_a_leader() {
    let reader = Reader::builtin();
    for title in ["Wizard", "Growth Ninja", "Senior Zanja", "Captain", "Registrar", "Principal Private Secretary"] {
        assert!(!reader.read(title).other_levels.is_empty(), "{title}");
    }
}
