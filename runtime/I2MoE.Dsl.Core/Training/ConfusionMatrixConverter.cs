using System.Text.Json;
using System.Text.Json.Serialization;
using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Training;

/// <summary>A confusion matrix as the number of classes and its cells that are not zero.</summary>
internal sealed class ConfusionMatrixConverter : JsonConverter<ConfusionMatrix>
{
    /// <inheritdoc/>
    public override ConfusionMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Matrix matrix = JsonSerializer.Deserialize(ref reader, TrainingJson.Default.Matrix) ?? throw new JsonException("There is no confusion matrix.");
        try
        {
            return ConfusionMatrix.From(Samples(matrix, cell => cell.Label), Samples(matrix, cell => cell.Prediction), matrix.Classes);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ConfusionMatrix value, JsonSerializerOptions options)
    {
        IEnumerable<Cell> cells =
            from label in Enumerable.Range(0, value.Classes)
            from prediction in Enumerable.Range(0, value.Classes)
            where value[label, prediction] > 0
            select new Cell(label, prediction, value[label, prediction]);
        JsonSerializer.Serialize(writer, new Matrix(value.Classes, [.. cells]), TrainingJson.Default.Matrix);
    }

    private static int[] Samples(Matrix matrix, Func<Cell, int> side) => [.. matrix.Cells.SelectMany(cell => Enumerable.Repeat(side(cell), cell.Count))];

    /// <summary>How a matrix stands in the file.</summary>
    /// <param name="Classes">The number of classes.</param>
    /// <param name="Cells">The cells that are not zero.</param>
    internal sealed record Matrix(int Classes, Cell[] Cells);

    /// <summary>A cell of a matrix.</summary>
    /// <param name="Label">The true class.</param>
    /// <param name="Prediction">The predicted class.</param>
    /// <param name="Count">The number of samples, above 0.</param>
    internal sealed record Cell(int Label, int Prediction, int Count);
}
