using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>Numbers stored as float32.</summary>
internal readonly unsafe struct FloatStorage : IStorage<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadOne(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(float* target, float value) => *target = value;
}
