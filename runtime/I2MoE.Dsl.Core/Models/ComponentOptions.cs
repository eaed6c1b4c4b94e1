using System.Globalization;
using System.Reflection;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>
/// Fills the option records of the runtime from components of a specification: record and catalogue are derived from each other, so the
/// names of the options are the names of the properties.
/// </summary>
internal static class ComponentOptions
{
    /// <summary>The options of <paramref name="component"/>, every one as given or at its default.</summary>
    /// <typeparam name="T">The record of the component, for example <see cref="TransformerFusionOptions"/>.</typeparam>
    public static T Bind<T>(Component component)
        where T : new() => (T)Bind(component, typeof(T));

    /// <summary>The options of <paramref name="component"/> as the record <paramref name="type"/>.</summary>
    public static object Bind(Component component, Type type)
    {
        object options = Activator.CreateInstance(type)!;
        foreach (Option option in component.Definition.Options)
        {
            PropertyInfo property = type.GetProperty(option.Name)
                ?? throw new MissingMemberException(type.FullName, option.Name);
            property.SetValue(options, Convert(component.Get(option), property.PropertyType));
        }

        return options;
    }

    /// <summary>The options of <paramref name="component"/> as the record of its name; null where it has no options.</summary>
    public static object? Bind(Component component) => component.Definition.Options.Count == 0
        ? null
        : Bind(component, typeof(ModelDescription).Assembly.GetType($"{typeof(ModelDescription).Namespace}.{component.Definition.AttributeName}Options", throwOnError: true)!);

    /// <summary>The component that a record of options declares: what differs from the defaults is given.</summary>
    /// <param name="definition">What it is.</param>
    /// <param name="options">Its record; null where it has no options.</param>
    public static Component Read(ComponentDefinition definition, object? options) => new(
        definition,
        definition.Options
            .Select(option => Read(option, options?.GetType().GetProperty(option.Name)?.GetValue(options)))
            .OfType<OptionValue>()
            .ToEquatableArray());

    // A class is described as it is, and not looked for by its name.
    private static OptionValue? Read(Option option, object? stated) =>
        ReadBack(option, stated) is { } value && !value.Equals(ReadBack(option, option.DefaultValue))
            ? new OptionValue(option.Name, value) { Type = stated is Type type ? UserClasses.Describe(type) : null }
            : null;

    private static object? ReadBack(Option option, object? value) => value switch
    {
        Type type => "global::" + type.FullName!.Replace('+', '.'),
        IReadOnlyList<int> list => list.ToEquatableArray(),
        IReadOnlyList<double> list => list.ToEquatableArray(),
        IReadOnlyList<string> list => list.ToEquatableArray(),
        not null when option.EnumType is not null => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object? Convert(object value, Type type) => value switch
    {
        EquatableArray<int> list => list.ToArray(),
        EquatableArray<double> list => list.ToArray(),
        EquatableArray<string> list => list.ToArray(),
        string text when type == typeof(string) => text,
        "" => null,
        string name => UserClasses.Find(name),
        _ when type.IsEnum => Enum.ToObject(type, value),
        _ => System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
    };
}
