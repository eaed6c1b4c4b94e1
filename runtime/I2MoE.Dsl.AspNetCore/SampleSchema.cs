using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Specification;
using Microsoft.OpenApi;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Says in OpenAPI what a sample of a model is.</summary>
internal static class SampleSchema
{
    /// <summary>Whatever a body says that it is: the route refuses what is no JSON in its own words, where routing would answer nothing.</summary>
    public const string AnyType = "*/*";

    /// <summary>Replaces the schema of the body.</summary>
    public static void Describe(OpenApiOperation operation, ModelDescription model, SampleWords words)
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
            Properties = model.Modalities.ToDictionary(modality => modality.Name, IOpenApiSchema (modality) => Of(modality, words)),
        };
    }

    private static OpenApiSchema Of(Modality modality, SampleWords words) =>
        words.TakesText(modality.Name) ? Either(new OpenApiSchema { Type = JsonSchemaType.String, Description = "The text, which is divided as in training." }, Of(modality))
        : words.ColumnsOf(modality.Name) is { Count: > 0 } columns ? Either(Of(columns), Of(modality))
        : Of(modality);

    private static OpenApiSchema Either(OpenApiSchema words, OpenApiSchema numbers) => new() { AnyOf = [words, numbers] };

    private static OpenApiSchema Of(IReadOnlyList<ModalityColumn> columns) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What the columns say; one that is left out or null has no value.",
        AdditionalPropertiesAllowed = false,
        Properties = columns.DistinctBy(column => column.Name).ToDictionary(column => column.Name, IOpenApiSchema (column) => column.Levels is null
            ? new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null }
            : new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null,
                Description = $"One of {NearestName.List([.. column.Levels])}; another counts as one that training did not see.",
            }),
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
            MinItems = modality.HasOwnLength ? 0 : count,
            MaxItems = count,
            Items = values,
        };
    }
}
