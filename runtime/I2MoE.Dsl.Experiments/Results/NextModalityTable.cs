using System.Globalization;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Writing;
using Spectre.Console;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>What taking the modalities that a sample lacks would bring, as a table and as JSON.</summary>
internal static class NextModalityTable
{
    /// <summary>The title of the table.</summary>
    public const string Title = "What if a missing modality were taken: expected from the nearest training samples";

    /// <summary>The table.</summary>
    /// <param name="values">The modalities.</param>
    /// <param name="isNumber">Whether a number is predicted.</param>
    public static Table Of(IReadOnlyList<NextModality> values, bool isNumber)
    {
        Table table = isNumber
            ? ResultTables.New("modality", "change of the number", "samples tried")
            : ResultTables.New("modality", "another prediction", "change of the probabilities", "entropy now, bits", "entropy then", "samples tried");
        foreach (NextModality value in values)
        {
            string[] brought = isNumber
                ? [ResultTables.Number(value.Change)]
                : [(100 * value.ChangeShare).ToString("0", CultureInfo.InvariantCulture) + " %", ResultTables.Number(value.Change), ResultTables.Number(value.Uncertainty), ResultTables.Number(value.ExpectedUncertainty)];
            table.AddRow([CellText.Of(value.Modality), .. brought, value.Neighbours.ToString(CultureInfo.InvariantCulture)]);
        }

        return table;
    }

    /// <summary>The same as JSON.</summary>
    public static JsonArray Json(IReadOnlyList<NextModality> values) => new([.. values.Select(value => (JsonNode)new JsonObject
    {
        ["modality"] = value.Modality,
        ["samples_tried"] = value.Neighbours,
        ["change_share"] = JsonNumber.Of(value.ChangeShare),
        ["change"] = JsonNumber.Of(value.Change),
        ["entropy"] = JsonNumber.Of(value.Uncertainty),
        ["expected_entropy"] = JsonNumber.Of(value.ExpectedUncertainty),
    })]);
}
