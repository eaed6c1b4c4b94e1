namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of an HDF5 file. What it shares with other sources is stated there.</summary>
public static class Hdf5DataOptions
{
    /// <summary>The file.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "The HDF5 file, from the folder of the experiment. It must be given.", "");

    /// <summary>The data set of what is predicted.</summary>
    public static Option<string> Labels { get; } =
        new("Labels", OptionType.Text, "Data set of what is predicted; one in a group is named with its path, as in scans/labels.", "labels");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "hdf5", "The data sets of an HDF5 file.", Path, Labels, NpzDataOptions.ClassNames, IdentityOptions.Id, IdentityOptions.Ids);
}
