namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a Parquet table. What it shares with a table as text is stated there.</summary>
public static class ParquetDataOptions
{
    /// <summary>The file.</summary>
    public static Option<string> Path { get; } =
        new("Path", OptionType.Text, "The Parquet file, from the folder of the experiment. It must be given.", "");

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Source, "parquet", "A Parquet table, its columns grouped into modalities.", Path, CsvDataOptions.Label, CsvDataOptions.Labels, CsvDataOptions.Target, CsvDataOptions.Event, CsvDataOptions.ClassNames, CsvDataOptions.Missing, IdentityOptions.Id, IdentityOptions.Ids);
}
