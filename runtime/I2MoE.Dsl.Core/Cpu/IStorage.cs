using System.Runtime.Intrinsics;

namespace I2MoE.Dsl.Cpu;

/// <summary>How sixteen numbers lie in memory. Kernels compute in float whatever they are stored as.</summary>
/// <typeparam name="T">The stored type.</typeparam>
internal unsafe interface IStorage<T>
    where T : unmanaged
{
    /// <summary>Reads sixteen numbers.</summary>
    static abstract Vector512<float> Load(T* source);

    /// <summary>Writes sixteen numbers.</summary>
    static abstract void Store(T* target, Vector512<float> value);

    /// <summary>Reads one number.</summary>
    static abstract float LoadOne(T* source);

    /// <summary>Writes one number.</summary>
    static abstract void StoreOne(T* target, float value);
}
