using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Models;

/// <summary>
/// Moves models to a device. TorchSharp's <c>to</c> makes new parameters and buffers there and disposes of those before; a field follows only where its
/// name is that of the parameter and its class the last of the module. Here every field of every module follows.
/// </summary>
internal static class ModelPlacement
{
    /// <summary>Moves all parameters and buffers.</summary>
    /// <param name="model">The model, or a part of one. Whoever else holds its parameters, as an optimizer does, is to be made after.</param>
    /// <param name="device">Where to.</param>
    public static void Move(torch.nn.Module model, torch.Device device)
    {
        if (model.parameters().Concat(model.buffers()).Any(tensor => tensor.device_type != device.type || (device.index >= 0 && tensor.device_index != device.index)))
        {
            Follow(model, () => model.to(device));
        }
    }

    /// <summary>Has the fields of all modules follow, where parameters and buffers are made anew.</summary>
    /// <param name="model">The model.</param>
    /// <param name="remake">Makes them.</param>
    public static void Follow(torch.nn.Module model, Action remake)
    {
        Action[] follow = [.. model.modules().Append(model).Distinct().SelectMany(Holders)];
        remake();
        foreach (Action one in follow)
        {
            one();
        }
    }

    private static IEnumerable<Action> Holders(torch.nn.Module module)
    {
        Dictionary<object, Func<torch.Tensor?>> registered = new(ReferenceEqualityComparer.Instance);
        foreach ((string name, Parameter parameter) in module.named_parameters(recurse: false))
        {
            registered[parameter] = () => module.get_parameter(name);
        }

        foreach ((string name, torch.Tensor buffer) in module.named_buffers(recurse: false))
        {
            registered[buffer] = () => module.get_buffer(name);
        }

        for (Type? type = module.GetType(); registered.Count > 0 && type is not null && type != typeof(torch.nn.Module); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                object? held = field.GetValue(module);
                if (held is not null && registered.TryGetValue(held, out Func<torch.Tensor?>? moved))
                {
                    yield return () => field.SetValue(module, moved());
                }

                for (int i = 0; held is torch.Tensor?[] { Length: var length } many && i < length; i++)
                {
                    if (many[i] is { } element && registered.TryGetValue(element, out Func<torch.Tensor?>? other))
                    {
                        int place = i;
                        yield return () => many.SetValue(other(), place);
                    }
                }
            }
        }
    }
}
