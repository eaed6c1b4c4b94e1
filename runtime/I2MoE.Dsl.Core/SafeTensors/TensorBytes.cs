using System.Security.Cryptography;
using static TorchSharp.torch;

namespace I2MoE.Dsl.SafeTensors;

/// <summary>Moves the memory of a contiguous CPU tensor to and from a stream, without arrays in between.</summary>
internal static class TensorBytes
{
    // A span counts in 32 bits, so that large tensors are moved piece by piece.
    private const long MaximumPiece = 1 << 28;

    public static void ReadFrom(Stream source, Tensor tensor) => ForEachPiece(tensor, source.ReadExactly);

    public static void WriteTo(Stream target, Tensor tensor) => ForEachPiece(tensor, bytes => target.Write(bytes));

    /// <summary>Adds the bytes of a tensor to a digest.</summary>
    public static void AddTo(IncrementalHash digest, Tensor tensor) => ForEachPiece(tensor, bytes => digest.AppendData(bytes));

    /// <summary>Whether every byte of a Boolean tensor is 0 or 1; others would be undefined behaviour in native code.</summary>
    public static bool AreBooleans(Tensor tensor)
    {
        bool valid = true;
        ForEachPiece(tensor, bytes => valid &= !bytes.ContainsAnyExceptInRange((byte)0, (byte)1));
        return valid;
    }

    private static void ForEachPiece(Tensor tensor, SpanAction action)
    {
        if (tensor.NumberOfElements == 0)
        {
            return;
        }

        using Tensor flat = tensor.view(-1);
        long step = MaximumPiece / tensor.ElementSize;
        for (long start = 0; start < flat.NumberOfElements; start += step)
        {
            using Tensor piece = flat.narrow(0, start, Math.Min(step, flat.NumberOfElements - start));
            action(piece.bytes);
        }
    }

    private delegate void SpanAction(Span<byte> bytes);
}
