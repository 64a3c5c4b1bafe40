//! Functions: the controlled list of what a part of an organisation is for.

/// What a position is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Function {
    /// General management, strategy, corporate development.
    Executive,
    /// Operations, production, project and programme management, stores and branches.
    Operations,
    /// Selling, business development, partnerships, account management.
    Sales,
    /// Sales operations, commercial operations, sales planning and strategy.
    SalesOperations,
    /// Revenue operations, go-to-market operations and strategy; counts as sales operations.
    RevenueOperations,
    /// Sales enablement.
    SalesEnablement,
    /// Analytics for sales.
    SalesAnalytics,
    /// Sales coordination, sales administration, order desk.
    SalesSupport,
    /// Administration of the CRM.
    CrmAdministration,
    /// Deal desk.
    DealDesk,
    /// Sales compensation.
    SalesCompensation,
    /// Marketing.
    Marketing,
    /// Marketing operations.
    MarketingOperations,
    /// Customer success, service and support.
    CustomerSuccess,
    /// Finance.
    Finance,
    /// Human resources, training.
    Hr,
    /// Legal.
    Legal,
    /// Information technology.
    It,
    /// Engineering.
    Engineering,
    /// Product.
    Product,
    /// Data.
    Data,
    /// Security, police and fire services.
    Security,
    /// Design.
    Design,
    /// Procurement and supply chain.
    ProcurementSupplyChain,
    /// Facilities.
    Facilities,
    /// Risk, compliance, health and safety.
    RiskCompliance,
    /// Communications.
    Communications,
    /// Healthcare.
    Healthcare,
    /// Education.
    Education,
    /// Anything else, or no function named.
    Other,
}

impl Function {
    /// Every function, in the order in which the documentation lists them.
    pub const ALL: [Function; 30] = [
        Function::Executive,
        Function::Operations,
        Function::Sales,
        Function::SalesOperations,
        Function::RevenueOperations,
        Function::SalesEnablement,
        Function::SalesAnalytics,
        Function::SalesSupport,
        Function::CrmAdministration,
        Function::DealDesk,
        Function::SalesCompensation,
        Function::Marketing,
        Function::MarketingOperations,
        Function::CustomerSuccess,
        Function::Finance,
        Function::Hr,
        Function::Legal,
        Function::It,
        Function::Engineering,
        Function::Product,
        Function::Data,
        Function::Security,
        Function::Design,
        Function::ProcurementSupplyChain,
        Function::Facilities,
        Function::RiskCompliance,
        Function::Communications,
        Function::Healthcare,
        Function::Education,
        Function::Other,
    ];

    /// The name in every output and configuration, such as `sales-operations`.
    pub const fn name(self) -> &'static str {
        match self {
            Function::Executive => "executive",
            Function::Operations => "operations",
            Function::Sales => "sales",
            Function::SalesOperations => "sales-operations",
            Function::RevenueOperations => "revenue-operations",
            Function::SalesEnablement => "sales-enablement",
            Function::SalesAnalytics => "sales-analytics",
            Function::SalesSupport => "sales-support",
            Function::CrmAdministration => "crm-administration",
            Function::DealDesk => "deal-desk",
            Function::SalesCompensation => "sales-compensation",
            Function::Marketing => "marketing",
            Function::MarketingOperations => "marketing-operations",
            Function::CustomerSuccess => "customer-success",
            Function::Finance => "finance",
            Function::Hr => "hr",
            Function::Legal => "legal",
            Function::It => "it",
            Function::Engineering => "engineering",
            Function::Product => "product",
            Function::Data => "data",
            Function::Security => "security",
            Function::Design => "design",
            Function::ProcurementSupplyChain => "procurement-supply-chain",
            Function::Facilities => "facilities",
            Function::RiskCompliance => "risk-compliance",
            Function::Communications => "communications",
            Function::Healthcare => "healthcare",
            Function::Education => "education",
            Function::Other => "other",
        }
    }

    /// The function of that name.
    pub fn from_name(name: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| function.name() == name)
    }
}

impl std::fmt::Display for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// The functions that a title names, in order of appearance, each once; no allocation.
///
/// At most [`Functions::CAPACITY`] are kept: a title that names more is a list of keywords.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Functions {
    /// `Function as u8 + 1`, packed from the front; 0 ends the list.
    items: [u8; Functions::CAPACITY],
}

impl Functions {
    /// How many functions one title can name.
    pub const CAPACITY: usize = 8;

    /// No function.
    pub const NONE: Functions = Functions { items: [0; Functions::CAPACITY] };

    /// Adds every function of `more`, in its order.
    pub fn extend(&mut self, more: Functions) {
        more.iter().for_each(|function| self.push(function));
    }

    /// Adds a function unless it is there already or the list is full.
    pub fn push(&mut self, function: Function) {
        let code = function as u8 + 1;
        for slot in &mut self.items {
            if *slot == code {
                return;
            }
            if *slot == 0 {
                *slot = code;
                return;
            }
        }
    }

    /// The functions in order of appearance.
    pub fn iter(&self) -> impl Iterator<Item = Function> + '_ {
        self.items.iter().take_while(|code| **code != 0).map(|code| Function::ALL[usize::from(*code) - 1])
    }

    /// Whether `function` is among them.
    pub fn contains(&self, function: Function) -> bool {
        self.items.contains(&(function as u8 + 1))
    }

    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.items[0] == 0
    }

    /// How many are named.
    pub fn len(&self) -> usize {
        self.items.iter().take_while(|code| **code != 0).count()
    }
}

impl FromIterator<Function> for Functions {
    fn from_iter<I: IntoIterator<Item = Function>>(functions: I) -> Functions {
        let mut all = Functions::default();
        functions.into_iter().for_each(|function| all.push(function));
        all
    }
}

impl std::fmt::Debug for Functions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
