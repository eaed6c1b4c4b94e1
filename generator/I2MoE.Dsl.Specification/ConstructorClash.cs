namespace I2MoE.Dsl.Specification;

/// <summary>How a constructor of the user's clashes with the generated one, which takes the seed.</summary>
public enum ConstructorClash
{
    /// <summary>There is none that does.</summary>
    None,

    /// <summary>It has the parameters of the generated one.</summary>
    SameParameters,

    /// <summary>It is a primary constructor, which the generated one would have to call.</summary>
    Primary,

    /// <summary>It does not call another constructor of the class, and the base class has none without parameters.</summary>
    NotChained,
}
