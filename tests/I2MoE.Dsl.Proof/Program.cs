using I2MoE.Proof;
using I2MoE.Proof.Trials;

if (args is [TrialServer.Argument])
{
    TrialServer.Run();
    return 0;
}

return ProofCommand.Run(args, Console.Out);
