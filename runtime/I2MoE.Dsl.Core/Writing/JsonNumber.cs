using System.Text.Json.Nodes;

namespace I2MoE.Dsl.Writing;

/// <summary>A number in JSON, which has no NaN: null stands for what is not defined.</summary>
internal static class JsonNumber
{
    /// <summary>The number, or null.</summary>
    public static JsonNode? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
