using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>A class of the user's that a declaration names, as far as the rules ask: plain values, so that specifications compare by value.</summary>
public sealed record CustomType
{
    /// <summary>The full name as C# writes it, with <c>global::</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>The full names of its base classes without <c>global::</c>, from the nearest.</summary>
    public EquatableArray<string> BaseClasses { get; init; }

    /// <summary>The types of the parameters of each constructor that the generated code can call, for example <c>I2MoE.Dsl.Modality, int</c>.</summary>
    public EquatableArray<string> Constructors { get; init; }

    /// <summary>Whether it is a class, and not, for example, a structure, an interface or an array.</summary>
    public bool IsClass { get; init; } = true;

    /// <summary>Whether it is abstract or static.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether its type parameters are left open, as in <c>typeof(MyEncoder&lt;&gt;)</c>.</summary>
    public bool IsOpenGeneric { get; init; }

    /// <summary>Whether it has required members, which only a constructor that sets them all lets the generated code leave out.</summary>
    public bool HasRequiredMembers { get; init; }

    /// <summary>Whether the generated part of the model can name it.</summary>
    public bool IsAccessible { get; init; } = true;

    /// <summary>What keeps it from meeting <paramref name="requirement"/>, as the end of a sentence that its name begins; null where nothing does.</summary>
    public string? FindProblem(TypeRequirement requirement)
    {
        if (!IsClass)
        {
            return "is not a class";
        }

        if (IsOpenGeneric)
        {
            return "is generic; give its type arguments, or name a class that is not generic";
        }

        if (!BaseClasses.Contains(requirement.BaseClass))
        {
            return $"does not derive from {requirement.BaseClass}";
        }

        if (IsAbstract)
        {
            return "is abstract, so that it cannot be created";
        }

        if (!IsAccessible)
        {
            return "is not accessible to the generated code; make it internal or public";
        }

        if (Constructors.Contains(requirement.ParameterTypes))
        {
            return null;
        }

        return HasRequiredMembers
            ? $"has required members, and no constructor ({requirement.Parameters}) with [SetsRequiredMembers] that sets them"
            : $"has no public or internal constructor ({requirement.Parameters})";
    }
}
