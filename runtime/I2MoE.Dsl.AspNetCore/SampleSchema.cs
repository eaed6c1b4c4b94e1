using Microsoft.OpenApi;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Says in OpenAPI what a sample of a model is.</summary>
internal static class SampleSchema
{
    /// <summary>Whatever a body says that it is: the route refuses what is no JSON in its own words, where routing would answer nothing.</summary>
    public const string AnyType = "*/*";

    /// <summary>Replaces the schema of the body.</summary>
    public static void Describe(OpenApiOperation operation, ModelDescription model, Func<string, bool> takesText)
    {
        if (operation.RequestBody?.Content is not { } content || !content.TryGetValue("application/json", out OpenApiMediaType? json))
        {
            return;
        }

        content.Remove(AnyType);
        json.Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"One sample of {model.Name}; a modality that is left out or null is missing. A list of samples is answered with a list.",
            Properties = model.Modalities.ToDictionary(modality => modality.Name, IOpenApiSchema (modality) => takesText(modality.Name) ? TextOr(Of(modality)) : Of(modality)),
        };
    }

    private static OpenApiSchema TextOr(OpenApiSchema tokens) => new OpenApiSchema
    {
        AnyOf = [new OpenApiSchema { Type = JsonSchemaType.String, Description = "The text, which is divided as in training." }, tokens],
    };

    private static OpenApiSchema Of(Modality modality)
    {
        int count = SampleFields.Count(modality);
        var values = new OpenApiSchema { Type = modality.Vocabulary is null ? JsonSchemaType.Number | JsonSchemaType.Null : JsonSchemaType.Integer };
        if (modality.Vocabulary is { } vocabulary)
        {
            values.Minimum = "0";
            values.Maximum = (vocabulary - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = $"Shape [{string.Join(", ", modality.Shape)}], row by row{(modality.HasOwnLength ? "; a shorter sample ends after its last row" : "")}.",
            MinItems = modality.HasOwnLength ? modality.Shape[1] : count,
            MaxItems = count,
            Items = values,
        };
    }
}
