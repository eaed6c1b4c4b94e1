using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace I2MoE.Dsl.SelfTest;

/// <summary>The processor that computes.</summary>
internal static class Processor
{
    private const int BrandLeaf = unchecked((int)0x80000002);
    private const int BrandLeaves = 3;

    /// <summary>Its name, and on x86 its family, model and stepping.</summary>
    public static string Name { get; } = X86Base.IsSupported ? OfX86() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string OfX86()
    {
        int signature = X86Base.CpuId(1, 0).Eax;
        int family = ((signature >> 8) & 15) + ((signature >> 20) & 255);
        int model = ((signature >> 4) & 15) + ((signature >> 12) & 0xF0);
        return FormattableString.Invariant($"{Brand()}, family {family}, model {model}, stepping {signature & 15}");
    }

    private static string Brand()
    {
        if ((uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < unchecked((uint)(BrandLeaf + BrandLeaves - 1)))
        {
            return "x86";
        }

        int[] registers = new int[4 * BrandLeaves];
        for (int leaf = 0; leaf < BrandLeaves; leaf++)
        {
            (registers[4 * leaf], registers[(4 * leaf) + 1], registers[(4 * leaf) + 2], registers[(4 * leaf) + 3]) = X86Base.CpuId(BrandLeaf + leaf, 0);
        }

        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers.AsSpan())).Trim('\0', ' ');
    }
}
