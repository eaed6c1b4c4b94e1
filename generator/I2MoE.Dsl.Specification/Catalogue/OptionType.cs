namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The type of an option's value.</summary>
public enum OptionType
{
    /// <summary>A whole number (<see cref="int"/>).</summary>
    Integer,

    /// <summary>A number (<see cref="double"/>).</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A member of an enumeration.</summary>
    Choice,

    /// <summary>A list of whole numbers.</summary>
    IntegerList,

    /// <summary>A list of numbers.</summary>
    NumberList,

    /// <summary>A list of names of modalities.</summary>
    NameList,

    /// <summary>A class of the user's, by its full name (<see cref="string"/>).</summary>
    TypeName,

    /// <summary>A text, such as a path or the name of a column.</summary>
    Text,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A list of texts and numbers; a number is the text that stands for it.</summary>
    ValueList,
}
