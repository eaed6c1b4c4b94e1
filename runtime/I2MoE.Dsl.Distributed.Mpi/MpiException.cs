namespace I2MoE.Dsl.Distributed.Mpi;

/// <summary>MPI is not there, or is not what started the program; the message says what to do.</summary>
/// <param name="message">What is wrong.</param>
public sealed class MpiException(string message) : I2MoEException(message);
