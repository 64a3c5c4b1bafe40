//! What titles are for: for every function, titles as people have them.

use orglint::title::{Function, Reader};

/// A function, or several joined by `+`, and titles that name it; a list goes on in lines that are indented.
const CASES: &str = "
executive: VP, Corporate Strategy; Director of Corporate Development; Manager, Strategic Planning;
    Head of Strategy and Innovation; SVP, Mergers & Acquisitions; Head of M&A Integration; General Manager, Brazil;
    Country Manager Poland; Directeur de la stratégie; Leiter Unternehmensentwicklung; Managing Director;
    Head of Africa; Strategy Analyst; VP New Ventures; Assistante de direction
operations: Plant Manager; Production Supervisor, Night Shift; Head of PMO; Program Manager - Data Center;
    Director, Business Operations; Store Manager; Encargado de tienda; Responsable de production; Jefe de obra;
    Werkleiter; Fertigungsleiter; Head of Quality Assurance; VP Manufacturing; Continuous Improvement Manager;
    Flight Operations Manager; Banquet Captain; Recycling Supervisor; Kiln Operator; Bricklayer; Kellner;
    Chef de chantier; Restaurant General Manager
sales: Senior Account Executive, Mid-Market; Director, Strategic Partnerships; Head of Inside Sales;
    Key Account Manager Healthcare; Sales Director, Security Products;
    Sales manager in machinery, equipment and tools; Gebietsverkaufsleiter Nord; Vertriebsingenieur;
    Directeur commercial; Chargé d'affaires; Ejecutivo de cuentas; Gerente de Desarrollo de Negocios;
    Gerente de grandes cuentas; Verkoper binnenland; Solutions Consulting Manager; VP Channels & Alliances;
    Head of Revenue; Proposal Manager; Telesales Agent; Responsabile commerciale; Real Estate Agent
sales-operations: SalesOps Analyst; Director, Sales Strategy & Planning; Sales Process Excellence Lead;
    Manager, Territory Design; Head of Commercial Operations, EMEA; Sales Planning Analyst II;
    Sr. Mgr. Sales Performance Management; Channel Operations Manager; Leiter Vertriebssteuerung; Vertriebscontroller;
    Responsable performance commerciale; Gerente de Planeación Comercial; Coordinador de Operaciones Comerciales;
    Gerente de Excelência Comercial; Responsabile pianificazione commerciale; Sales Forecasting Manager;
    Director of Field Sales Operations; Sales Effectiveness Director
revenue-operations: RevOps Manager; Rev. Ops Analyst; VP Revenue Operations; Director GTM Strategy; GTM Systems Lead;
    Head of Go-to-Market Operations; Go to Market Strategy & Operations Manager; Revenue Systems Analyst;
    GTM Engineer; Revenue Planning Manager; Director, Quote-to-Cash; Lead-to-Cash Process Owner
sales-enablement: Enablement Manager, Field; Director of Revenue Enablement; Sales Trainer; Head of Sales Readiness;
    Partner Enablement Lead; Sales Onboarding Specialist; Global Enablement Program Manager;
    Leiterin Vertriebstraining; Responsable formation commerciale; Gerente de Capacitación Comercial;
    VP, Sales Training & Development; Commercial Training Manager
sales-analytics: Sales Insights Manager; Director Commercial Analytics; Sales Reporting Analyst; Sales Data Analyst;
    Head of Sales Intelligence; Analista de Ventas; Gerente de Inteligencia Comercial;
    Coordenador de Inteligência Comercial; Manager, Sales Analysis & Reporting; Lead, Sales BI;
    Pipeline Analytics Manager
sales-support: Inside Sales Coordinator; Sales Administrator; Order Desk Supervisor; Manager, Order Processing;
    Mitarbeiter Vertriebsinnendienst; Teamleiter Auftragsabwicklung; Sachbearbeiter Auftragsbearbeitung;
    Assistante commerciale; Gestionnaire administration des ventes; Asistente de ventas; Assistente de Vendas;
    Verkoopondersteuning medewerker; Sales Support Executive; Vertriebsassistentin; Order Entry Clerk
crm-administration: Salesforce Administrator; Sr. Salesforce Developer; SFDC Business Analyst; Head of CRM;
    HubSpot Specialist; CRM Product Owner; Director, CRM Systems; Microsoft Dynamics CRM Consultant;
    CPQ Administrator; Salesforce Technical Architect; CRM-Manager; Siebel Developer
deal-desk: Deal Desk Manager; Director, Deal Strategy; Deals Desk Analyst; Sr. Deal Desk Specialist;
    Head of Deal Operations; Deal Strategist; Pricing & Deal Desk Lead; Quote Desk Representative;
    Deal Pricing Manager; Bid Desk Coordinator
sales-compensation: Sales Compensation Manager; Director, Incentive Compensation; Commissions Analyst;
    Sales Comp Analyst; Head of Sales Incentives; Quota Setting Manager; Commission Specialist;
    Manager, Variable Compensation; Incentive Plan Design Lead; Sales Incentive Compensation Manager;
    Analista de Comisiones
marketing: Brand Manager; Head of Demand Generation; Growth Marketing Lead; Director, Product Marketing; SEO Analyst;
    Events Coordinator; Social Media Manager; Shopper Insights Manager; Responsable marketing; Leiter Marktforschung;
    Paid Media Specialist; VP Lifecycle Marketing; Gerente de Mercadeo; Community Manager; Marketeer;
    Promotions Manager
marketing-operations: Marketing Ops Manager; Marketo Administrator; Director of Marketing Technology;
    Ad Operations Specialist; Campaign Operations Manager; Marketing Automation Specialist; MarTech Lead;
    Head of Marketing Systems; Lead Management Specialist; Pardot Consultant; Marketing Data Operations Analyst
customer-success: CSM; Director of Customer Experience; Technical Support Engineer; Head of Client Services;
    Renewals Manager; Leiter Kundenservice; Responsable SAV; Call Centre Team Leader; Gerente de Atención al Cliente;
    Complaints Handler; Implementation Specialist; Customer Support Agent, Tier 2; Receptionist;
    VP, Professional Services; Guest Relations Officer
finance: FP&A Manager; Accounts Payable Clerk; Accounts Assistant; Senior Tax Accountant; VP Treasury;
    Credit Controller; Fund Manager; Head of Investor Relations; Loan Officer; Director, Revenue Accounting;
    Leiter Controlling; Bilanzbuchhalterin; Responsable administratif et financier; Contrôleur de gestion;
    Jefe de Tesorería; Analista Financeiro; Commercialista; Hoofd financiële administratie; Claims Adjuster;
    Private Equity Associate; Forecasting Analyst; Chief Underwriting Officer
hr: Talent Acquisition Partner; Head of People; Recruiting Coordinator; Director, Total Rewards;
    Employee Relations Manager; L&D Specialist; Leiterin Personalabteilung; Personalreferent; Responsable recrutement;
    Jefe de Personal; Gerente de Talento Humano; Diversity & Inclusion Lead; Training Manager; HRIS Analyst;
    Chief Happiness Officer; Global Mobility Specialist; Analista de Recursos Humanos
legal: Associate General Counsel; Paralegal; Contracts Manager; Head of Litigation; Patent Attorney;
    Deputy Director, Civil & Family; Deputy Director, Crime; Court Clerk; Directrice juridique;
    Leiter Rechtsabteilung; Abogado; Advogada Sênior; Director, Legal Operations; Public Prosecutor;
    Hoofd juridische zaken; Legal Aid Adviser
it: IT Manager; Systems Administrator; Service Desk Analyst; Network Engineer; Director, Enterprise Applications;
    SAP Consultant; Head of End User Computing; Responsable informatique; Jefe de Sistemas; IT-Leiter; Systembetreuer;
    Coordenador de TI; ERP Analyst; Ticketing Systems Manager; Web Administrator; ServiceNow Developer;
    Information Systems Officer
engineering: SRE Manager; DevOps Engineer; Director, Platform Engineering; Firmware Engineer; QA Engineer; VP R&D;
    Machine Learning Research Lead; Applications Engineer; Entwicklungsleiter; Ingénieur d'études; Ingeniero civil;
    Head of Robotics; CAD Technician; Engineering Manager, Payments; Responsable bureau d'études;
    Softwareentwicklerin; Design Engineer; Solar Installation Engineer
product: Product Manager, Growth; Security Product Manager; AI Product Manager; Director of Product;
    Technical Product Owner; Head of Product Management; Jefe de producto; Chef de produit; VP Product Strategy;
    Produktmanagerin; Gerente de Produtos; Payments Product Lead; Product Manager Payments;
    Product Operations Manager
data: Data Scientist; Head of Analytics; Business Intelligence Developer; Data Governance Manager;
    Director, Data Science; Master Data Specialist; Statistician; Analista de Datos; Datenanalyst; Cientista de Dados;
    VP Decision Science; Reporting Analyst; Data Steward
security: Security Guard; Information Security Analyst; CISO; Penetration Tester; Loss Prevention Manager;
    Police Constable; Fire Captain; SOC Analyst; Director, Identity & Access Management;
    Informationssicherheitsbeauftragter; Responsable cybersécurité; Jefe de Seguridad; Probation Officer;
    Customs Officer; Emergency Planning Officer
design: UX Researcher; Head of Design; Graphic Designer; Creative Director; Art Director; Design Systems Lead;
    Grafikdesignerin; Diseñador gráfico; Directeur artistique; Interior Designer; Motion Designer;
    Content Design Manager; Illustrator
procurement-supply-chain: Senior Buyer; Supply Chain Director; Warehouse Operative; Head of Indirect Procurement;
    Demand Planner; Inventory Control Specialist; Leiter Einkauf; Lagerleiter; Responsable des achats;
    Jefe de almacén; Gerente de Suprimentos; Magazziniere; Hoofd logistiek; Freight Forwarder;
    Strategic Sourcing Manager; Customs Clearance Agent
facilities: Facilities Manager; Office Manager; Property Manager; Head of Workplace Services; Janitor;
    Director, Corporate Real Estate; Hausmeister; Responsable services généraux; Jefe de Servicios Generales;
    Groundskeeper; Building Services Supervisor; Hoofd facilitaire zaken; Housekeeping Supervisor
risk-compliance: Compliance Officer; HSE Manager; Head of Enterprise Risk; Data Protection Officer; Fraud Analyst;
    Financial Crime Specialist; AML Analyst; Director, Sustainability; Radiation Protection Monitor;
    Leiter Arbeitssicherheit; Responsable QSE; Jefe de Prevención de Riesgos; Analista de Riscos;
    Regulatory Affairs Associate; HSSEQ Advisor; Business Continuity Manager
communications: PR Manager; Press Officer; Head of Internal Communications; Director, Government Affairs;
    Speechwriter; Pressesprecherin; Leiter Unternehmenskommunikation; Chargée de communication; Jefe de Prensa;
    Journalist; Übersetzer; Gerente de Relações Públicas; Stakeholder Engagement Manager
healthcare: Registered Nurse, ICU; Medical Director; Clinical Research Associate; Dental Hygienist;
    Physical Therapist; Pflegedienstleitung; Zahnärztin; Aide-soignante; Enfermero; Director of Oncology Services;
    Pharmacy Manager; Prosthetist; Home Health Aide; EEG Technician; Verpleegkundige; Medical Records Technician
education: Primary School Teacher; Dean of Students; Director of Admissions; Librarian; Professor of Chemistry;
    Registrar; Grundschullehrerin; Professeur des écoles; Profesora de matemáticas; Insegnante;
    Director of Special Collections; Alumni Relations Officer; Head of Curriculum; Kindergarten Assistant
other: Deputy Director, International Development; Head of Humanitarian Aid; Head of Africa Regional Department;
    Deputy Director, Trade and Development; Deputy Director, Growth & Investment; Social Worker; Research Scientist;
    Archaeological Technician; Agricultural Services Director; Annual Giving Officer; Funeral Director; Curator;
    Policy Adviser; Electrician; Choir Director; Florist; Partner; Team Leader
sales+marketing: VP Sales & Marketing; Directeur Commercial et Marketing; Leiter Vertrieb und Marketing
sales-operations+sales-enablement: Director, Sales Operations & Enablement; VP Sales Strategy & Enablement
sales-operations+marketing-operations: Director, Sales & Marketing Operations
sales-operations+sales-analytics: Sales Operations & Analytics Manager
sales-operations+deal-desk: Head of Sales Operations and Deal Desk
finance+hr: Director of Finance & HR; Head of Finance and People
legal+risk-compliance: Chief Legal and Compliance Officer; Director, Legal & Compliance
product+engineering: VP Product & Engineering; Chief Product and Technology Officer
communications+marketing: Director, Communications & Marketing; Head of Communications and Marketing
data+it: Director, Data & IT
operations+finance: COO/CFO; VP Operations and Finance
";

/// The functions with their titles.
fn cases() -> Vec<(String, Vec<&'static str>)> {
    let mut cases: Vec<(String, Vec<&str>)> = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty()) {
        let titles = match line.split_once(':') {
            Some((functions, titles)) if !line.starts_with(' ') => {
                cases.push((functions.to_owned(), Vec::new()));
                titles
            }
            _ => line,
        };
        let titles = titles.split(';').map(str::trim).filter(|title| !title.is_empty());
        cases.last_mut().into_iter().for_each(|(_, all)| all.extend(titles.clone()));
    }
    cases
}

#[test]
fn titles_are_for_what_they_name() {
    let reader = Reader::builtin();
    let mut wrong = Vec::new();
    for (wanted, titles) in cases() {
        for title in titles {
            let functions: Vec<&str> = reader.read(title).functions.iter().map(Function::name).collect();
            if functions.join("+") != wanted {
                wrong.push(format!("{title}: {}, not {wanted}", functions.join("+")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_function_has_ten_titles() {
    for function in Function::ALL {
        let titles = cases().into_iter().filter(|(named, _)| named == function.name()).flat_map(|(_, titles)| titles);
        assert!(titles.count() >= 10, "{function}");
    }
}
