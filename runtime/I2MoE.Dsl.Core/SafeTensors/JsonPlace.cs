using System.Text.Json;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>Where JSON is wrong.</summary>
internal static class JsonPlace
{
    /// <summary>The place for the end of a sentence, for example <c> at line 1, byte 7</c>; nothing where it is not known.</summary>
    public static string Of(Exception exception) => exception is JsonException { LineNumber: long line, BytePositionInLine: long position }
        ? FormattableString.Invariant($" at line {line + 1}, byte {position + 1}")
        : "";
}
