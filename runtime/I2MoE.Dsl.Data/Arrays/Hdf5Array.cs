using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace I2MoE.Dsl.Data;

/// <summary>A data set of an HDF5 file, read some rows at a time.</summary>
/// <param name="data">The data set.</param>
/// <param name="type">How its elements are written.</param>
internal sealed class Hdf5Array(NativeDataset data, ElementType type)
    : StoredArray(type, [.. data.Space.Dimensions.Select(length => (long)Math.Min(length, long.MaxValue))])
{
    public override IReadOnlyList<string> ReadTexts() => data.Read<string[]>();

    // The bytes as they are stored: the library converts neither half precision nor byte orders.
    protected override void ForEachPiece(PieceAction take)
    {
        long rowBytes = Count / Shape[0] * Type.Size;
        if (rowBytes > Array.MaxLength)
        {
            throw new FormatException($"the shape is {ShapeText}, so that one sample has {rowBytes} bytes; at most {Array.MaxLength} are allowed.");
        }

        long step = Math.Max(1, PieceLength / rowBytes);
        byte[] buffer = new byte[Math.Min(step, Shape[0]) * rowBytes];
        H5DatasetAccess access = new(ChunkCache: new Hdf5ChunkCache());
        for (long row = 0; row < Shape[0]; row += step)
        {
            long rows = Math.Min(step, Shape[0] - row);
            ulong[] starts = [(ulong)row, .. Enumerable.Repeat(0UL, Shape.Length - 1)];
            ulong[] blocks = [(ulong)rows, .. Shape.Skip(1).Select(length => (ulong)length)];
            Span<byte> piece = buffer.AsSpan(0, (int)(rows * rowBytes));
            data.Read(access, piece, new HyperslabSelection(Shape.Length, starts, blocks));
            take(piece);
        }
    }
}
