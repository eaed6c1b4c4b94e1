namespace I2MoE.Dsl.Specification;

/// <summary>The class or experiment that declares a model: its name and what the rules about classes need to know.</summary>
public sealed record Declaration
{
    /// <summary>The name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace, empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The accessibility as a C# keyword, <c>public</c> or <c>internal</c>.</summary>
    public string Accessibility { get; init; } = "public";

    /// <summary>Whether the class has the attribute of a model.</summary>
    public bool IsMarked { get; init; } = true;

    /// <summary>Whether the class is declared <c>partial</c>.</summary>
    public bool IsPartial { get; init; } = true;

    /// <summary>Whether the class is declared <c>static</c>.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Whether the class is declared <c>abstract</c>.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether the class has type parameters.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>Whether the class is a member of another type.</summary>
    public bool IsNested { get; init; }

    /// <summary>The base class that the declaration states, as written; null where it states none.</summary>
    public string? BaseClass { get; init; }

    /// <summary>Whether it is a record.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether it is declared <c>file</c>.</summary>
    public bool IsFileLocal { get; init; }

    /// <summary>The constructor of the user's that the generated one cannot stand beside.</summary>
    public ConstructorClash Constructor { get; init; }

    /// <summary>The version of C# that the class is compiled with, where that is too old for a model, for example <c>12.0</c>; otherwise null.</summary>
    public string? OldLanguage { get; init; }

    /// <summary>The user's own members (all but modalities) that the generated part declares too, or calls.</summary>
    public EquatableArray<string> ClashingMembers { get; init; }
}
