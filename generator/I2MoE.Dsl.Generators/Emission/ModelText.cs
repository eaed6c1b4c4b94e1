namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Shapes as the generated code and its documentation write them.</summary>
internal static class ModelText
{
    /// <summary>The shape of one sample of <paramref name="modality"/> without brackets, for example <c>3, 16, 16</c>.</summary>
    public static string Shape(EmittedModality modality) => string.Join(", ", modality.Shape.Select(Literals.Of));
}
