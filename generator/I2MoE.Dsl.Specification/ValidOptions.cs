using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification;

/// <summary>
/// Reads options of a component that may hold anything: null where the value (given or default) is out of range or not of the option's
/// type. The rules and the shapes rest on it, so that one wrong value is reported once and never throws.
/// </summary>
internal static class ValidOptions
{
    public static int? ValidInteger(this Component component, Option<int> option) =>
        component.Get((Option)option) is int number && option.Allows(number) ? number : null;

    public static double? ValidNumber(this Component component, Option<double> option) => component.Get((Option)option) switch
    {
        int number when option.Allows(number) => number,
        double number when option.Allows(number) => number,
        _ => null,
    };

    public static EquatableArray<int>? ValidList(this Component component, Option<EquatableArray<int>> option) =>
        component.Get((Option)option) is EquatableArray<int> list && list.All(item => option.Allows(item)) ? list : null;

    public static EquatableArray<double>? ValidList(this Component component, Option<EquatableArray<double>> option) =>
        component.Get((Option)option) is EquatableArray<double> list && list.All(option.Allows) ? list : null;

    /// <summary>The value of a flag; its default where it was given something else.</summary>
    public static bool ValidFlag(this Component component, Option<bool> option) =>
        component.Get((Option)option) is bool flag ? flag : option.Default;

    /// <summary>The names of a list; none where it was given something else.</summary>
    public static EquatableArray<string> ValidNames(this Component component, Option<EquatableArray<string>> option) =>
        component.Get((Option)option) is EquatableArray<string> names ? names : default;
}
