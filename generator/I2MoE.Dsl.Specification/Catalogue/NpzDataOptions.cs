namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of an archive of NumPy arrays. What it shares with a folder is stated there.</summary>
public static class NpzDataOptions
{
    /// <summary>The file.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "The .npz file, from the folder of the experiment. It must be given.", "");

    /// <summary>The names of the classes or labels.</summary>
    public static Option<EquatableArray<string>> ClassNames { get; } =
        new("ClassNames", OptionType.TextList, "Names of the classes or labels in the order of their numbers; none means numbers.", default);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "npz", "Several NumPy arrays in one file (.npz).", Path, NpyDataOptions.Labels, ClassNames, IdentityOptions.Id, IdentityOptions.Ids);
}
