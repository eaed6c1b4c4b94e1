namespace I2MoE.Dsl.Data;

/// <summary>What an element of a stored array is.</summary>
internal enum ElementKind
{
    /// <summary>A floating-point number of 2, 4 or 8 bytes.</summary>
    Floating,

    /// <summary>A whole number of 1, 2, 4 or 8 bytes.</summary>
    Signed,

    /// <summary>A whole number from 0 of 1, 2, 4 or 8 bytes.</summary>
    Unsigned,

    /// <summary>A byte that is 0 or 1.</summary>
    Boolean,

    /// <summary>Text of a fixed number of characters, 4 bytes each.</summary>
    Utf32Text,

    /// <summary>Text of a fixed number of bytes.</summary>
    ByteText,

    /// <summary>Text that only the library of the format can read.</summary>
    OtherText,

    /// <summary>Something that cannot be read.</summary>
    Other,
}
