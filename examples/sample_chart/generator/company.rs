//! What a company is made of: its levels, its chiefs, and its functions with the people they need.

/// How senior a position is; a smaller one is more senior.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    ChiefExecutive,
    Chief,
    ExecutiveVicePresident,
    SeniorVicePresident,
    VicePresident,
    Director,
    SeniorManager,
    Manager,
    TeamLead,
    Individual,
}

/// A seat in the C-suite below the CEO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chief {
    Operating,
    Revenue,
    Financial,
    Technology,
    Marketing,
    HumanResources,
    Product,
    Information,
    Legal,
    Customer,
}

impl Chief {
    /// Every seat, those that every company has first.
    pub(crate) const ALL: [Self; 10] = [
        Self::Operating,
        Self::Revenue,
        Self::Financial,
        Self::Technology,
        Self::Marketing,
        Self::HumanResources,
        Self::Product,
        Self::Information,
        Self::Legal,
        Self::Customer,
    ];

    /// The headcount from which a company fills the seat.
    pub(crate) fn least_headcount(self) -> usize {
        match self {
            Self::Operating | Self::Revenue | Self::Financial | Self::Technology => 0,
            Self::Marketing | Self::HumanResources => 100,
            Self::Product | Self::Information => 500,
            Self::Legal => 2_000,
            Self::Customer => 5_000,
        }
    }

    /// The title, written out and short.
    pub(crate) fn titles(self) -> [&'static str; 2] {
        match self {
            Self::Operating => ["Chief Operating Officer", "COO"],
            Self::Revenue => ["Chief Revenue Officer", "CRO"],
            Self::Financial => ["Chief Financial Officer", "CFO"],
            Self::Technology => ["Chief Technology Officer", "CTO"],
            Self::Marketing => ["Chief Marketing Officer", "CMO"],
            Self::HumanResources => ["Chief Human Resources Officer", "CHRO"],
            Self::Product => ["Chief Product Officer", "CPO"],
            Self::Information => ["Chief Information Officer", "CIO"],
            Self::Legal => ["Chief Legal Officer", "CLO"],
            Self::Customer => ["Chief Customer Officer", "CCO"],
        }
    }
}

/// One function of the company.
pub(crate) struct Function {
    /// What the department column says.
    pub(crate) department: &'static str,
    /// What leaders' titles call it, the plainest first.
    pub(crate) names: &'static [&'static str],
    /// How many of 1,000 people work in it.
    pub(crate) share: usize,
    /// The chief it belongs to: the first of these that the company has.
    pub(crate) chiefs: &'static [Chief],
    /// How many of its leaders may report to the chief. Together they keep every chief's span within bounds.
    pub(crate) most_lines: usize,
    /// The titles of the people who lead nobody.
    pub(crate) individuals: &'static [&'static str],
}

/// Index of the function that carries quota.
pub(crate) const SALES: usize = 0;
/// Index of sales operations.
pub(crate) const SALES_OPERATIONS: usize = 1;
/// Index of revenue operations.
pub(crate) const REVENUE_OPERATIONS: usize = 2;
/// Index of engineering, which takes the people that rounding leaves over.
pub(crate) const ENGINEERING: usize = 3;
/// Index of operations, where team leads stand between managers and their people.
pub(crate) const OPERATIONS: usize = 4;
/// The index that stands for the CEO and the chiefs, who belong to no function.
pub(crate) const EXECUTIVE: usize = FUNCTIONS.len();

/// The sellers who help to sell and carry no quota themselves.
pub(crate) const WITHOUT_QUOTA: &str = "Sales Engineer";

/// Whether documented reporting patterns fix a function's ladder at VP, Director, Manager.
pub(crate) fn has_documented_ladder(function: usize) -> bool {
    matches!(function, SALES_OPERATIONS | REVENUE_OPERATIONS)
}

/// Every function, sized as in a company that makes and sells software.
pub(crate) const FUNCTIONS: [Function; 12] = [
    Function {
        department: "Sales",
        names: &["Sales", "Enterprise Sales", "Commercial Sales", "Inside Sales", "Channel Sales", "Field Sales"],
        share: 230,
        chiefs: &[Chief::Revenue],
        most_lines: 4,
        individuals: &[
            "Account Executive",
            "Enterprise Account Executive",
            "Business Development Representative",
            "Sales Development Representative",
            "Inside Sales Representative",
            "Account Manager",
            WITHOUT_QUOTA,
        ],
    },
    Function {
        department: "Sales Operations",
        names: &["Sales Operations", "Sales Ops", "Sales Operations & Enablement"],
        share: 15,
        chiefs: &[Chief::Revenue],
        most_lines: 4,
        individuals: &[
            "Sales Operations Analyst",
            "Sales Ops Specialist",
            "Sales Analyst",
            "Commissions Analyst",
            "CRM Administrator",
            "Sales Support Specialist",
        ],
    },
    Function {
        department: "Revenue Operations",
        names: &["Revenue Operations", "RevOps", "Revenue Ops"],
        share: 10,
        chiefs: &[Chief::Revenue],
        most_lines: 2,
        individuals: &[
            "Revenue Operations Analyst",
            "RevOps Specialist",
            "Pipeline Analyst",
            "Revenue Systems Administrator",
        ],
    },
    Function {
        department: "Engineering",
        names: &["Engineering", "Software Engineering", "Platform Engineering", "Infrastructure", "Data Engineering"],
        share: 245,
        chiefs: &[Chief::Technology],
        most_lines: 4,
        individuals: &[
            "Software Engineer",
            "Backend Developer",
            "Site Reliability Engineer",
            "Test Engineer",
            "Data Engineer",
            "Security Engineer",
        ],
    },
    Function {
        department: "Operations",
        names: &["Operations", "Logistics", "Supply Chain", "Facilities", "Procurement"],
        share: 120,
        chiefs: &[Chief::Operating],
        most_lines: 5,
        individuals: &["Operations Specialist", "Buyer", "Dispatcher", "Warehouse Associate", "Facilities Technician"],
    },
    Function {
        department: "Customer Success",
        names: &["Customer Success", "Customer Support", "Customer Experience"],
        share: 100,
        chiefs: &[Chief::Customer, Chief::Revenue],
        most_lines: 3,
        individuals: &[
            "Customer Success Manager",
            "Support Engineer",
            "Implementation Specialist",
            "Customer Support Specialist",
        ],
    },
    Function {
        department: "Product",
        names: &["Product", "Product Management", "Product Design"],
        share: 60,
        chiefs: &[Chief::Product, Chief::Technology],
        most_lines: 3,
        individuals: &["Product Manager", "Product Designer", "User Researcher", "Technical Writer"],
    },
    Function {
        department: "Marketing",
        names: &["Marketing", "Product Marketing", "Demand Generation", "Communications"],
        share: 60,
        chiefs: &[Chief::Marketing, Chief::Revenue],
        most_lines: 3,
        individuals: &["Marketing Specialist", "Copywriter", "Campaign Specialist", "Brand Designer"],
    },
    Function {
        department: "Finance",
        names: &["Finance", "FP&A", "Accounting", "Treasury", "Tax"],
        share: 55,
        chiefs: &[Chief::Financial],
        most_lines: 3,
        individuals: &["Financial Analyst", "Accountant", "Payroll Specialist", "Auditor"],
    },
    Function {
        department: "IT",
        names: &["IT", "Information Technology", "IT Services"],
        share: 50,
        chiefs: &[Chief::Information, Chief::Technology],
        most_lines: 3,
        individuals: &["Systems Administrator", "Help Desk Technician", "Network Engineer"],
    },
    Function {
        department: "Human Resources",
        names: &["Human Resources", "HR", "People", "Talent Acquisition"],
        share: 35,
        chiefs: &[Chief::HumanResources, Chief::Operating],
        most_lines: 3,
        individuals: &["HR Business Partner", "Recruiter", "HR Generalist", "Benefits Specialist"],
    },
    Function {
        department: "Legal",
        names: &["Legal", "Compliance", "Legal & Compliance"],
        share: 20,
        chiefs: &[Chief::Legal, Chief::Financial],
        most_lines: 3,
        individuals: &["Corporate Counsel", "Paralegal", "Compliance Analyst"],
    },
];
