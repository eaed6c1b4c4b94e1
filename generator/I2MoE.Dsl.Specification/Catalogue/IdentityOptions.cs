namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>How a source says which sample is which. Every source but random data has it.</summary>
public static class IdentityOptions
{
    /// <summary>The column or array of the ids.</summary>
    public static Option<string> Id { get; } =
        new("Id", OptionType.Text, "Column or array of the samples' ids, by which the sources are joined and samples are named in reports; it is no feature.", "");

    /// <summary>The file of the ids.</summary>
    public static Option<string> Ids { get; } =
        new("Ids", OptionType.Text, "The ids in a file of their own instead: a text file with one on each line in the order of the samples, or .npy; from the folder of the experiment.", "");
}
