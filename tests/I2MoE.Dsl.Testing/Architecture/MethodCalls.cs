using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace I2MoE.Dsl.Testing.Architecture;

/// <summary>Which methods the methods of an assembly call, each as <c>Namespace.Type.Method(types of its parameters)</c>, read from their IL.</summary>
public static class MethodCalls
{
    private static readonly SignatureText s_text = new();

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Every call, some of them several times.</returns>
    public static IReadOnlyList<(string Caller, string Called)> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader reader = file.GetMetadataReader();
        List<(string Caller, string Called)> calls = [];
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                string caller = Name(reader, handle)!;
                calls.AddRange(IlCode.Operands(file.GetMethodBody(method.RelativeVirtualAddress)).Select(operand => Name(reader, operand)).OfType<string>().Select(called => (caller, called)));
            }
        }

        return calls;
    }

    // Null where it is no method.
    private static string? Name(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                MethodDefinition method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Text(reader, method.GetDeclaringType(), method.Name, method.DecodeSignature(s_text, null));
            case HandleKind.MemberReference when reader.GetMemberReference((MemberReferenceHandle)handle) is var member && member.GetKind() == MemberReferenceKind.Method:
                return Text(reader, member.Parent, member.Name, member.DecodeMethodSignature(s_text, null));
            case HandleKind.MethodSpecification:
                return Name(reader, reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            default:
                return null;
        }
    }

    private static string Text(MetadataReader reader, EntityHandle type, StringHandle name, MethodSignature<string> signature) =>
        $"{Type(reader, type)}.{reader.GetString(name)}({string.Join(", ", signature.ParameterTypes)})";

    private static string Type(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => s_text.GetTypeFromDefinition(reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => s_text.GetTypeFromReference(reader, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => s_text.GetTypeFromSpecification(reader, null, (TypeSpecificationHandle)handle, 0),
        _ => "",
    };
}
