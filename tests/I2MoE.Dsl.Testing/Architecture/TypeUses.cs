using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace I2MoE.Dsl.Testing.Architecture;

/// <summary>Which types of an assembly use which others.</summary>
/// <param name="file">The assembly.</param>
internal sealed class TypeUses(PEReader file)
{
    private readonly MetadataReader _reader = file.GetMetadataReader();

    /// <summary>Every use, many of them several times.</summary>
    public IEnumerable<(TypeName User, TypeName Used)> All()
    {
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            var user = TypeName.Of(_reader, handle);
            var names = new SignatureNames();
            Collect(_reader.GetTypeDefinition(handle), names);
            foreach (TypeName used in names.Found)
            {
                yield return (user, used);
            }
        }
    }

    private void Collect(TypeDefinition type, SignatureNames names)
    {
        Resolve(type.BaseType, names);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            Resolve(_reader.GetInterfaceImplementation(implemented).Interface, names);
        }

        foreach (CustomAttributeHandle attribute in type.GetCustomAttributes())
        {
            Resolve(_reader.GetCustomAttribute(attribute).Constructor, names);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            _reader.GetFieldDefinition(field).DecodeSignature(names, null);
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = _reader.GetMethodDefinition(handle);
            method.DecodeSignature(names, null);
            if (method.RelativeVirtualAddress != 0)
            {
                Collect(file.GetMethodBody(method.RelativeVirtualAddress), names);
            }
        }
    }

    private void Collect(MethodBodyBlock body, SignatureNames names)
    {
        if (!body.LocalSignature.IsNil)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
        }

        foreach (EntityHandle handle in IlCode.Operands(body))
        {
            Resolve(handle, names);
        }
    }

    private void Resolve(EntityHandle handle, SignatureNames names)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                names.Found.Add(TypeName.Of(_reader, (TypeDefinitionHandle)handle));
                break;
            case HandleKind.TypeReference:
                names.Found.Add(TypeName.Of(_reader, (TypeReferenceHandle)handle));
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(names, null);
                break;
            case HandleKind.MethodDefinition:
                names.Found.Add(TypeName.Of(_reader, _reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()));
                break;
            case HandleKind.FieldDefinition:
                names.Found.Add(TypeName.Of(_reader, _reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()));
                break;
            case HandleKind.MemberReference:
                Resolve(_reader.GetMemberReference((MemberReferenceHandle)handle), names);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(names, null);
                Resolve(method.Method, names);
                break;
        }
    }

    private void Resolve(MemberReference member, SignatureNames names)
    {
        Resolve(member.Parent, names);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(names, null);
        }
        else
        {
            member.DecodeFieldSignature(names, null);
        }
    }
}
