using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>Room for the matrices of one head of attention, with rows filled up with zeros to a multiple of 16.</summary>
internal unsafe ref struct HeadScratch
{
    private readonly float* _memory;
    private float* _free;

    /// <summary>Takes memory for so many floats.</summary>
    public HeadScratch(long floats)
    {
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)(floats * sizeof(float)), 64);
        _free = _memory;
    }

    /// <summary>A number filled up to a multiple of 16.</summary>
    public static int Padded(int length) => (length + VectorMath.Width - 1) / VectorMath.Width * VectorMath.Width;

    /// <summary>Room for a matrix.</summary>
    public float* Take(int rows, int columns)
    {
        float* taken = _free;
        _free += (long)rows * columns;
        return taken;
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>Copies a row of <paramref name="width"/> numbers, scaled, and fills it up with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadRow<T, TStorage>(T* source, float* target, int width, float scale)
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        int i = 0;
        for (; i + VectorMath.Width <= width; i += VectorMath.Width)
        {
            (TStorage.Load(source + i) * scale).Store(target + i);
        }

        if (i < width)
        {
            Vector512<float>.Zero.Store(target + i);
            for (; i < width; i++)
            {
                target[i] = TStorage.LoadOne(source + i) * scale;
            }
        }
    }

    /// <summary>Writes a row of <paramref name="width"/> numbers, scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteRow<T, TStorage>(float* source, T* target, int width, float scale)
        where T : unmanaged
        where TStorage : struct, IStorage<T>
    {
        int i = 0;
        for (; i + VectorMath.Width <= width; i += VectorMath.Width)
        {
            TStorage.Store(target + i, Vector512.Load(source + i) * scale);
        }

        for (; i < width; i++)
        {
            TStorage.StoreOne(target + i, source[i] * scale);
        }
    }

    /// <summary>Transposes [rows, columns] to [columns, paddedRows]; what is beyond the rows becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, float* target, int rows, int columns, int sourceStep, int paddedRows)
    {
        for (int column = 0; column < columns; column++)
        {
            float* to = target + ((long)column * paddedRows);
            float* from = source + column;
            for (int row = 0; row < rows; row++, from += sourceStep)
            {
                to[row] = *from;
            }

            for (int row = rows; row < paddedRows; row++)
            {
                to[row] = 0;
            }
        }
    }
}
