using System.Reflection;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Models;

/// <summary>Finds the classes of the user's that a specification names, in the assemblies of the running program.</summary>
internal static class UserClasses
{
    private const string GlobalPrefix = "global::";
    private const BindingFlags AnyConstructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary><paramref name="specification"/> with what the rules ask of its classes.</summary>
    /// <exception cref="ModelException">There is no class of that name, or there are several.</exception>
    public static ModelSpecification Resolve(ModelSpecification specification) => specification with
    {
        Modalities = specification.Modalities
            .Select(modality => modality with { Encoders = modality.Encoders.Select(Resolve).ToEquatableArray() })
            .ToEquatableArray(),
        Fusions = specification.Fusions.Select(Resolve).ToEquatableArray(),
    };

    /// <summary>The class that <paramref name="component"/> gives for <paramref name="option"/>, created with <paramref name="arguments"/>.</summary>
    /// <param name="component">A component whose class fits.</param>
    /// <param name="option">The option that names the class.</param>
    /// <param name="arguments">What its constructor takes.</param>
    public static object Create(Component component, Option<string> option, params object[] arguments)
    {
        Type[] parameters = [.. arguments.Select(argument => argument.GetType())];
        return Find(component.Get(option)).GetConstructor(AnyConstructor, parameters)!.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>The class of a full name, with or without <c>global::</c>; the last points may separate nested classes.</summary>
    /// <exception cref="ModelException">There is no class of that name, or there are several.</exception>
    public static Type Find(string name)
    {
        string fullName = name.StartsWith(GlobalPrefix, StringComparison.Ordinal) ? name[GlobalPrefix.Length..] : name;
        Assembly[] assemblies = [.. LoadedAssemblies()];
        Type[] found = [.. MetadataNames(fullName).SelectMany(metadataName => assemblies.Select(assembly => assembly.GetType(metadataName)).OfType<Type>()).Distinct()];
        return found switch
        {
            [Type type] => type,
            [] => throw new ModelException(
                $"There is no class '{fullName}' in the program's assemblies.{NearestName.Suggest(fullName, Candidates(assemblies))} A class of your own is found only by the program that contains it or references its project."),
            _ => throw new ModelException(
                $"There are {found.Length} classes '{fullName}', in {NearestName.List([.. found.Select(type => type.Assembly.GetName().Name!)])}. Rename all but one."),
        };
    }

    private static Component Resolve(Component component) => component with
    {
        Given = component.Given.Select(value => Resolve(value, component.Definition.FindOption(value.Option))).ToEquatableArray(),
    };

    private static OptionValue Resolve(OptionValue value, Option? option) =>
        option?.Type == OptionType.TypeName && value.Value is string { Length: > 0 } name ? value with { Type = Describe(Find(name)) } : value;

    /// <summary>A class as the rules look at it.</summary>
    public static CustomType Describe(Type type) => new()
    {
        FullName = GlobalPrefix + NameOf(type),
        BaseClasses = BaseClasses(type).Select(NameOf).ToEquatableArray(),
        Constructors = type.GetConstructors(AnyConstructor)
            .Where(constructor => constructor.IsPublic || constructor.IsAssembly || constructor.IsFamilyOrAssembly)
            .Select(constructor => string.Join(", ", constructor.GetParameters().Select(parameter => NameOf(parameter.ParameterType))))
            .ToEquatableArray(),
        IsClass = type.IsClass,
        IsAbstract = type.IsAbstract,
        IsOpenGeneric = type.IsGenericTypeDefinition,
    };

    private static IEnumerable<Type> BaseClasses(Type type)
    {
        for (Type? baseClass = type.BaseType; baseClass is not null; baseClass = baseClass.BaseType)
        {
            yield return baseClass;
        }
    }

    // As requirements are written: C#'s keyword for int, and points between nested classes.
    private static string NameOf(Type type) => type == typeof(int) ? "int" : (type.FullName ?? type.Name).Replace('+', '.');

    // Ns.Outer.Inner, Ns.Outer+Inner, Ns+Outer+Inner
    private static IEnumerable<string> MetadataNames(string name)
    {
        yield return name;
        for (int point = name.LastIndexOf('.'); point > 0; point = name.LastIndexOf('.'))
        {
            name = $"{name[..point]}+{name[(point + 1)..]}";
            yield return name;
        }
    }

    // What the program references is loaded on first use, which may not have come yet.
    private static IEnumerable<Assembly> LoadedAssemblies()
    {
        foreach (AssemblyName reference in Assembly.GetEntryAssembly()?.GetReferencedAssemblies() ?? [])
        {
            try
            {
                Assembly.Load(reference);
            }
            catch (IOException)
            {
                // Referenced and never needed: it may be missing.
            }
        }

        return AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic);
    }

    private static IEnumerable<string> Candidates(IEnumerable<Assembly> assemblies) => assemblies
        .Where(assembly => assembly != typeof(UserClasses).Assembly && assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(UserClasses).Assembly.GetName().Name))
        .SelectMany(LoadableTypes)
        .Where(type => type.IsSubclassOf(typeof(Encoders.Encoder)) || type.IsSubclassOf(typeof(Fusion.FusionBank)))
        .Select(NameOf);

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
