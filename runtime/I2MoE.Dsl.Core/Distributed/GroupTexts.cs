using System.Runtime.InteropServices;
using System.Text;

namespace I2MoE.Dsl.Distributed;

/// <summary>Texts between ranks.</summary>
internal static class GroupTexts
{
    /// <summary>The text of rank 0, on every rank; null where it has none.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="own">The text, which is looked at on rank 0 only.</param>
    public static string? Tell(this IProcessGroup group, string? own)
    {
        byte[] text = group.Rank == 0 && own is not null ? Encoding.UTF8.GetBytes(own) : [];
        int[] length = [group.Rank == 0 && own is null ? -1 : text.Length];
        group.Broadcast(MemoryMarshal.AsBytes(length.AsSpan()));
        if (length[0] < 0)
        {
            return null;
        }

        byte[] told = group.Rank == 0 ? text : new byte[length[0]];
        group.Broadcast(told);
        return Encoding.UTF8.GetString(told);
    }

    /// <summary>The texts of all ranks, on every rank.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="own">The text of this rank.</param>
    public static string[] Ask(this IProcessGroup group, string own)
    {
        byte[] text = Encoding.UTF8.GetBytes(own);
        int[] length = [text.Length];
        int[] lengths = new int[group.Size];
        group.Gather(MemoryMarshal.AsBytes(length.AsSpan()), MemoryMarshal.AsBytes(lengths.AsSpan()), [.. Enumerable.Repeat(sizeof(int), group.Size)]);
        byte[] all = new byte[lengths.Sum()];
        group.Gather(text, all, lengths);
        int place = 0;
        var texts = new string[group.Size];
        for (int rank = 0; rank < texts.Length; place += lengths[rank++])
        {
            texts[rank] = Encoding.UTF8.GetString(all, place, lengths[rank]);
        }

        return texts;
    }
}
