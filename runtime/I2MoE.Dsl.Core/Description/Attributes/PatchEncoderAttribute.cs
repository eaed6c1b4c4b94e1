// Derived from the option catalogue (generator/I2MoE.Dsl.Specification/Catalogue).
// Change it there and run the tests with I2MOE_ACCEPT=1.

namespace I2MoE.Dsl;

/// <summary>
/// Splits the raw features into the patches of the fusion, zero-padded to a multiple of their number, and maps each patch linearly to the
/// hidden size.
/// </summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false, Inherited = false)]
public sealed class PatchEncoderAttribute : Attribute;
