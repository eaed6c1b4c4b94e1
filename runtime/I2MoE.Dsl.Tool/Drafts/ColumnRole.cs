namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>What a column of a table is taken for.</summary>
internal enum ColumnRole
{
    /// <summary>Numbers, a feature.</summary>
    Number,

    /// <summary>A list of numbers in each row, several features.</summary>
    Numbers,

    /// <summary>One of a few words.</summary>
    Category,

    /// <summary>Words that form sentences.</summary>
    Text,

    /// <summary>The name of a file with a picture.</summary>
    Picture,

    /// <summary>Another value in every row, which names it.</summary>
    Id,

    /// <summary>What several rows have in common, such as a patient.</summary>
    Group,

    /// <summary>The part of the split.</summary>
    Part,

    /// <summary>Equal to what is predicted, or one to one with it.</summary>
    Leak,

    /// <summary>Nothing that can be learned from.</summary>
    Useless,
}
