namespace I2MoE.Dsl.Data;

/// <summary>What a value of a Parquet column is.</summary>
internal enum ParquetValue
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Something that cannot be read: a time, bytes, a nested value.</summary>
    Other,
}
