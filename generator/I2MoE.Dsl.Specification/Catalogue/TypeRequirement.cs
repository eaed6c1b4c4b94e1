namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>What the class given for an option of type <see cref="OptionType.TypeName"/> must be.</summary>
public sealed class TypeRequirement
{
    private readonly (string Type, string Name)[] _parameters;

    internal TypeRequirement(string baseClass, params (string Type, string Name)[] parameters)
    {
        BaseClass = baseClass;
        _parameters = parameters;
    }

    /// <summary>The full name of the class that it derives from.</summary>
    public string BaseClass { get; }

    /// <summary>The full names of the types of its constructor's parameters, for example <c>I2MoE.Dsl.Modality, int</c>.</summary>
    public string ParameterTypes => string.Join(", ", _parameters.Select(parameter => parameter.Type));

    /// <summary>The parameters of its constructor as they read in a declaration, for example <c>Modality modality, int embeddingDim</c>.</summary>
    public string Parameters => string.Join(", ", _parameters.Select(parameter => $"{ShortName(parameter.Type)} {parameter.Name}"));

    /// <summary>The requirement in words.</summary>
    public string Text => $"a class that derives from {ShortName(BaseClass)} and has the constructor ({Parameters})";

    private static string ShortName(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
