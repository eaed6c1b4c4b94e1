namespace I2MoE.Dsl.Specification;

/// <summary>The names of the experts, which are those of their members in generated code, and of their columns, keys and labels everywhere else.</summary>
public static class ExpertNames
{
    /// <summary>The name, for example <c>UniqueImage</c>, <c>Synergy</c> or <c>Synergy_Image_Text</c>.</summary>
    /// <param name="kind">The interaction.</param>
    /// <param name="modalities">The expert's own modalities: none, one of a uniqueness expert, or two of a pair.</param>
    public static string Of(InteractionKind kind, IReadOnlyList<string> modalities)
    {
        if (kind == InteractionKind.Uniqueness)
        {
            return "Unique" + modalities[0];
        }

        return modalities.Count == 0 ? kind.ToString() : string.Join(Separator(modalities), [kind.ToString(), .. modalities]);
    }

    // Longer than whatever underscores the names have, so that A_B with C and A with B_C differ.
    private static string Separator(IReadOnlyList<string> modalities)
    {
        string separator = "_";
        while (modalities.Any(name => name.Contains(separator)))
        {
            separator += "_";
        }

        return separator;
    }
}
