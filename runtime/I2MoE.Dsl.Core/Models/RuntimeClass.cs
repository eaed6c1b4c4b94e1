using System.Reflection;

namespace I2MoE.Dsl.Models;

/// <summary>A class of this assembly that the option catalogue names, and its one constructor.</summary>
internal sealed class RuntimeClass
{
    private readonly ConstructorInfo _constructor;

    private RuntimeClass(ConstructorInfo constructor) => _constructor = constructor;

    /// <summary>The class called <paramref name="name"/> that stands beside its base class <typeparamref name="TBase"/>.</summary>
    /// <exception cref="MissingMemberException">There is none, or it has not one constructor.</exception>
    public static RuntimeClass Of<TBase>(string name) =>
        typeof(TBase).Assembly.GetType($"{typeof(TBase).Namespace}.{name}") is { } type && type.IsAssignableTo(typeof(TBase)) && type.GetConstructors() is [var constructor]
            ? new(constructor)
            : throw new MissingMemberException(typeof(TBase).Namespace, name);

    /// <summary>The parameters of the constructor.</summary>
    public IReadOnlyList<ParameterInfo> Parameters => _constructor.GetParameters();

    /// <summary>Creates an instance.</summary>
    /// <param name="argument">The argument of each parameter.</param>
    public object Create(Func<ParameterInfo, object> argument) =>
        _constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [.. Parameters.Select(argument)], culture: null);
}
