namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a folder of NumPy arrays.</summary>
public static class NpyDataOptions
{
    /// <summary>The folder.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "Folder of the .npy files, from the folder of the experiment. It must be given. Of a modality alone it may be one file.", "");

    /// <summary>The array of what is predicted.</summary>
    public static Option<string> Labels { get; } =
        new("Labels", OptionType.Text, "Array of what is predicted.", "labels");

    /// <summary>The names of the classes or labels.</summary>
    public static Option<EquatableArray<string>> ClassNames { get; } =
        new("ClassNames", OptionType.TextList, "Names of the classes or labels in the order of their numbers; none means those of classes.txt in the folder, or numbers.", default);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "npy", "A folder of NumPy arrays, one file (.npy) each.", Path, Labels, ClassNames, IdentityOptions.Id, IdentityOptions.Ids);
}
