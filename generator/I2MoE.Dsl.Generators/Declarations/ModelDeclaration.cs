using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>
/// A declared class as the generator needs it: the specification, and how the class and its properties are written, so that the
/// generated parts match them. It holds no symbol, no syntax and no position.
/// </summary>
internal sealed record ModelDeclaration
{
    /// <summary>What the model is.</summary>
    public required ModelSpecification Specification { get; init; }

    /// <summary>How the property of each modality is written, in the order of the modalities.</summary>
    public required EquatableArray<PropertyDeclaration> Properties { get; init; }

    /// <summary>The name of the experiment file that declares it; null for a class with attributes.</summary>
    public string? Origin { get; init; }

    /// <summary>The path of the experiment file that declares it; empty for a class with attributes.</summary>
    public string Path { get; init; } = "";

    /// <summary>The folder of the experiment file in its project, with slashes; empty for the project's own, and for a class with attributes.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Names of the user's members that private members of the generated part would like to have.</summary>
    public EquatableArray<string> OccupiedNames { get; init; }

    /// <summary>Whether the user's part of the class has XML documentation of its own.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>
    /// Whether a second part of the class can be written at all. For a nested, generic, static or file-local class and for a record the
    /// analyzer's error is the message; a part that cannot fit would only add errors in a file that the user did not write.
    /// </summary>
    public bool CanHaveGeneratedPart { get; init; } = true;

    /// <summary>The full name of the class, which names its generated file.</summary>
    public string FullName => Specification.Declaration.Namespace.Length == 0
        ? Specification.Declaration.Name
        : Specification.Declaration.Namespace + "." + Specification.Declaration.Name;
}
