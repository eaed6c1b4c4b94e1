using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about the class that declares a model (I2MOE1xx).</summary>
public static class ClassRules
{
    /// <summary>The class is partial.</summary>
    public static Rule Partial { get; } = About(
        "I2MOE101",
        "A model class is not partial",
        "Class {0} is not partial, so the generator cannot add the model to it. Write 'partial class {0}'.",
        declaration => !declaration.IsPartial);

    /// <summary>The class is not static.</summary>
    public static Rule NotStatic { get; } = About(
        "I2MOE102",
        "A model class is static",
        "Class {0} is static, but a model is an object with weights of its own. Remove 'static'.",
        declaration => declaration.IsStatic);

    /// <summary>The class is not abstract.</summary>
    public static Rule NotAbstract { get; } = About(
        "I2MOE103",
        "A model class is abstract",
        "Class {0} is abstract, but the generated code makes instances of it. Remove 'abstract'.",
        declaration => declaration.IsAbstract);

    /// <summary>The class is not generic.</summary>
    public static Rule NotGeneric { get; } = About(
        "I2MOE104",
        "A model class is generic",
        "Class {0} has type parameters, but a model is fixed when it is built. Remove the type parameters.",
        declaration => declaration.IsGeneric);

    /// <summary>The class is not nested.</summary>
    public static Rule NotNested { get; } = About(
        "I2MOE105",
        "A model class is nested",
        "Class {0} is declared inside another type. Move it out, directly into a namespace.",
        declaration => declaration.IsNested);

    /// <summary>The class states no base class.</summary>
    public static Rule NoBaseClass { get; } = About(
        "I2MOE106",
        "A model class has a base class",
        "Class {0} derives from {1}, but the generated part derives it from the model class of the runtime. Remove '{1}'; interfaces may stay.",
        declaration => !string.IsNullOrEmpty(declaration.BaseClass));

    /// <summary>The class is no record.</summary>
    public static Rule NoRecord { get; } = About(
        "I2MOE107",
        "A model class is a record",
        "Class {0} is a record, but a model derives from the model class of the runtime, which a record cannot. Write 'partial class {0}'.",
        declaration => declaration.IsRecord);

    /// <summary>The class is not local to its file.</summary>
    public static Rule NotFileLocal { get; } = About(
        "I2MOE108",
        "A model class is local to its file",
        "Class {0} is declared 'file', but the generated part stands in another file. Remove 'file'; 'internal' keeps it within the project.",
        declaration => declaration.IsFileLocal);

    /// <summary>The user's constructors can stand beside the generated one.</summary>
    public static Rule NoConstructorClash { get; } = new(
        "I2MOE109",
        "A constructor clashes with the generated one",
        RuleSeverity.Error,
        "A constructor of class {0} {1} the generated constructor {0}(long seed = 0). {2}.",
        specification => Explain(specification.Declaration.Constructor, specification.Declaration.Name) is (string problem, string remedy)
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, problem, remedy])]
            : []);

    /// <summary>The user's members have names of their own.</summary>
    public static Rule NoMemberClash { get; } = new(
        "I2MOE110",
        "A member has the name of a generated one",
        RuleSeverity.Error,
        "Class {0} has a member '{1}', but the generated part of the class has one of that name too. Rename yours.",
        specification => specification.Declaration.ClashingMembers
            .Select(member => (new SpecificationPath(Section.Model), new[] { specification.Declaration.Name, member })));

    /// <summary>The class has a name of its own.</summary>
    public static Rule FreeClassName { get; } = About(
        "I2MOE111",
        "A model class has a name that the model needs itself",
        "'{0}' cannot be the name of a model, because the generated code needs that name itself. Choose another, for example '{0}Model'.",
        declaration => ReservedNames.ContainsClass(declaration.Name));

    /// <summary>The compiler knows what a model is written in.</summary>
    public static Rule RecentLanguage { get; } = new(
        "I2MOE112",
        "The version of C# is too old",
        RuleSeverity.Error,
        "Class {0} is compiled as C# {1}, but its modalities are partial properties, which need C# {2}. Remove LangVersion from the project, or give {2} or later.",
        specification => specification.Declaration.OldLanguage is { } version
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, version, LeastLanguage])]
            : []);

    /// <summary>A class that declares a model says that it is one.</summary>
    public static Rule MarkedAsModel { get; } = About(
        "I2MOE113",
        "A class with modalities is not marked as a model",
        "Class {0} declares modalities or parts of a model, but is not marked as one. Write [I2MoEModel] before it.",
        declaration => !declaration.IsMarked);

    /// <summary>The version of C# that generated code needs.</summary>
    public const string LeastLanguage = "13.0";

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } =
        [Partial, NotStatic, NotAbstract, NotGeneric, NotNested, NoBaseClass, NoRecord, NotFileLocal, NoConstructorClash, NoMemberClash, FreeClassName, RecentLanguage, MarkedAsModel];

    private static (string Problem, string Remedy)? Explain(ConstructorClash clash, string name) => clash switch
    {
        ConstructorClash.SameParameters => ("has the parameters of", "Remove it, or give it other parameters and let it call ': this(seed)'"),
        ConstructorClash.Primary => ("is a primary one, which would have to be called by", $"Remove the parameters after 'class {name}'; a constructor of yours can take them and call ': this(seed)'"),
        ConstructorClash.NotChained => ("does not call", "Let it call ': this()' or ': this(seed)', so that the model is built"),
        _ => null,
    };

    private static Rule About(string id, string title, string message, Func<Declaration, bool> isBroken) => new(
        id,
        title,
        RuleSeverity.Error,
        message,
        specification => isBroken(specification.Declaration)
            ? [(new SpecificationPath(Section.Model), [specification.Declaration.Name, specification.Declaration.BaseClass ?? ""])]
            : []);
}
