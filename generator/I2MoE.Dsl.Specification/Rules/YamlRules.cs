namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about experiment files (I2MOE7xx). The reader of the files judges by them, since a specification no longer shows what broke them.</summary>
public static class YamlRules
{
    /// <summary>The file is YAML.</summary>
    public static Rule IsYaml { get; } = Create("I2MOE701", "An experiment file is not YAML", "This is not YAML: {0}");

    /// <summary>The file has content.</summary>
    public static Rule HasContent { get; } = Create("I2MOE702", "An experiment file is empty", "The file is empty. Write an experiment that begins with 'name:', or delete the file.");

    /// <summary>The file has one document.</summary>
    public static Rule OneDocument { get; } = Create("I2MOE703", "An experiment file has several documents", "A second document begins here. Write one experiment a file, and remove '---'.");

    /// <summary>Lines are indented by spaces.</summary>
    public static Rule NoTabs { get; } = Create("I2MOE704", "A line is indented with a tab", "This line is indented with a tab, which YAML does not allow. Use spaces.");

    /// <summary>The file is not too large.</summary>
    public static Rule NotTooLarge { get; } = Create("I2MOE705", "An experiment file is too large", "The file has {0} characters. Allowed: up to {1}. Data belongs in files of its own.");

    /// <summary>Values are not nested too deep.</summary>
    public static Rule NotTooDeep { get; } = Create("I2MOE706", "Values are nested too deep", "Values are nested more than {0} deep here; no experiment needs more than 4.");

    /// <summary>An alias has its anchor.</summary>
    public static Rule KnownAnchor { get; } = Create("I2MOE707", "An alias has no anchor", "No value before this has the anchor '&{0}'.{1}");

    /// <summary>An alias is not part of what it stands for.</summary>
    public static Rule NoCyclicAlias { get; } = Create("I2MOE708", "An alias is part of the value that it stands for", "'*{0}' stands within the value that it repeats, so that it would never end.");

    /// <summary>Aliases do not repeat too much.</summary>
    public static Rule FewRepeats { get; } = Create("I2MOE709", "Aliases repeat too much", "With '*{0}' the aliases of this file repeat more than {1} values.");

    /// <summary>There are no tags.</summary>
    public static Rule NoTag { get; } = Create("I2MOE710", "A value has a tag", "The tag '{0}' is not allowed: the key says what type its value has. Remove it.");

    /// <summary>Keys are unique.</summary>
    public static Rule DistinctKeys { get; } = Create("I2MOE711", "A key is given twice", "The key '{0}' is given already in line {1}. Keep one of the two.");

    /// <summary>Keys are texts.</summary>
    public static Rule KeyIsText { get; } = Create("I2MOE712", "A key is not a text", "A key must be a text, but this is {0}.");

    /// <summary>Keys are known.</summary>
    public static Rule KnownKey { get; } = Create("I2MOE713", "A key is not known", "'{0}' is not a key of {1}. Allowed: {2}.{3}");

    /// <summary>Required keys are given.</summary>
    public static Rule HasKey { get; } = Create("I2MOE714", "A key is missing", "The key '{0}' is missing in {1}. Allowed: {2}.");

    /// <summary>Values have the type of their key.</summary>
    public static Rule HasType { get; } = Create("I2MOE715", "A value has the wrong type", "'{0}' is {1}. Allowed: {2}.{3}");

    /// <summary>Kinds are known.</summary>
    public static Rule KnownKind { get; } = Create("I2MOE716", "A kind is not known", "'{0}' is not a kind of {1}. Allowed: {2}.{3}");

    /// <summary>Choices are known.</summary>
    public static Rule KnownYamlChoice { get; } = Create("I2MOE717", "A value is none of those to choose from", "'{0}' cannot be '{1}'. Allowed: {2}.{3}");

    /// <summary>Names can be names in C#.</summary>
    public static Rule UsableName { get; } = Create("I2MOE718", "A name cannot be used in code", "'{0}' cannot be {1}: {2}.");

    /// <summary>The extended file is there.</summary>
    public static Rule ExtendedFileExists { get; } = Create("I2MOE719", "The extended file is not there", "The file '{0}' is not among the experiment files of the project (looked for {1}). Paths begin at the folder of this file.");

    /// <summary>Files do not extend each other.</summary>
    public static Rule NoCyclicExtends { get; } = Create("I2MOE720", "An experiment file extends itself", "'{0}' extends this file in turn: {1}. Remove one 'extends'.");

    /// <summary>Every experiment has a class of its own.</summary>
    public static Rule DistinctModels { get; } = Create("I2MOE721", "Two models have the same name", "There is already a model {0}, from {1}. Give another name or namespace.");

    /// <summary>A class that is named exists.</summary>
    public static Rule KnownClass { get; } = Create("I2MOE722", "A class that an experiment names does not exist", "There is no class '{0}' in this project or its references. Give the full name with its namespace.");

    /// <summary>Nothing of the project stands in the way of the class.</summary>
    public static Rule FreeClass { get; } = Create("I2MOE723", "The class of an experiment cannot be generated", "The class {0} of this experiment cannot be generated: {1}");

    /// <summary>The extended file has keys.</summary>
    public static Rule ExtendsMapping { get; } = Create("I2MOE724", "The extended file is no experiment", "'{0}' cannot be extended: it is {1}, and an experiment is a mapping, for example 'fusion: transformer'. Name another file.");

    /// <summary>A modality is spelt as the file spells it.</summary>
    public static Rule SameSpelling { get; } = Create("I2MOE725", "A modality is spelt otherwise than in the extended file", "There is no modality '{0}' to change: the file calls it '{1}'. Did you mean '{1}'?");

    /// <summary>The rules of this area.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        IsYaml, HasContent, OneDocument, NoTabs, NotTooLarge, NotTooDeep, KnownAnchor, NoCyclicAlias, FewRepeats, NoTag, DistinctKeys, KeyIsText,
        KnownKey, HasKey, HasType, KnownKind, KnownYamlChoice, UsableName, ExtendedFileExists, NoCyclicExtends, DistinctModels, KnownClass, FreeClass,
        ExtendsMapping, SameSpelling,
    ];

    private static Rule Create(string id, string title, string message) => new(id, title, RuleSeverity.Error, message, _ => []);
}
