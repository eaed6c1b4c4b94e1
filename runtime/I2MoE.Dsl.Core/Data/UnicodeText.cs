using System.Buffers;
using System.Text;

namespace I2MoE.Dsl.Data;

/// <summary>Texts of a program, which need not be Unicode: a text that is cut anywhere may end with half a character.</summary>
internal static class UnicodeText
{
    /// <summary>Where a text has half of a surrogate pair without the other, counted from 0; null where it is Unicode.</summary>
    public static int? Broken(string text)
    {
        int place = 0;
        while (place < text.Length)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(place), out _, out int length) != OperationStatus.Done)
            {
                return place;
            }

            place += length;
        }

        return null;
    }
}
